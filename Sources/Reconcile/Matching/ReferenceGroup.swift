/// The open entries of both sides that share one reference, each in canonical order.
struct ReferenceGroup {
  var statement: ArraySlice<Int>
  var ledger: ArraySlice<Int>
}
