/// A sorted multiset of slopes: insert, take from either end, count above. Each in O(log n).
///
/// A treap in columns; priorities come from the node's number, so it is the same every time.
struct SlopeShelf {
  private struct Node {
    var slope: Slope
    var count: Int
    /// Of the node and everything under it.
    var total: Int
    var priority: UInt64
    var lower: Int32
    var higher: Int32
  }

  private static let nothing: Int32 = -1
  private var nodes: [Node] = []
  private var free: [Int32] = []
  private var root = SlopeShelf.nothing

  /// How many slopes there are.
  var count: Int { total(root) }

  var lowest: Slope? {
    var node = root
    guard node >= 0 else { return nil }
    while nodes[Int(node)].lower >= 0 { node = nodes[Int(node)].lower }
    return nodes[Int(node)].slope
  }

  var highest: Slope? {
    var node = root
    guard node >= 0 else { return nil }
    while nodes[Int(node)].higher >= 0 { node = nodes[Int(node)].higher }
    return nodes[Int(node)].slope
  }

  /// How many are greater than the slope.
  func count(above slope: Slope) -> Int { count { slope < $0 } }

  /// How many are at least the slope.
  func count(from slope: Slope) -> Int { count { !($0 < slope) } }

  private func count(_ isCounted: (Slope) -> Bool) -> Int {
    var found = 0
    var node = root
    while node >= 0 {
      let here = nodes[Int(node)]
      if isCounted(here.slope) {
        found += here.count + total(here.higher)
        node = here.lower
      } else {
        node = here.higher
      }
    }
    return found
  }

  private func total(_ node: Int32) -> Int { node < 0 ? 0 : nodes[Int(node)].total }

  /// Adds `count` slopes of one value.
  mutating func insert(_ slope: Slope, _ count: Int) {
    var node = root
    while node >= 0, nodes[Int(node)].slope != slope {
      let here = nodes[Int(node)]
      node = slope < here.slope ? here.lower : here.higher
    }
    if node >= 0 {
      addOnPath(to: slope, count)
      nodes[Int(node)].count += count
    } else {
      let new = make(slope, count)
      root = inserted(new, under: root)
    }
  }

  /// Adds to the totals from the root down to the node of the slope, which is there.
  private mutating func addOnPath(to slope: Slope, _ count: Int) {
    var node = root
    while node >= 0 {
      nodes[Int(node)].total += count
      let here = nodes[Int(node)]
      if here.slope == slope { return }
      node = slope < here.slope ? here.lower : here.higher
    }
  }

  private mutating func make(_ slope: Slope, _ count: Int) -> Int32 {
    let place = free.popLast() ?? Int32(nodes.count)
    var mixed = UInt64(nodes.count &+ free.count &* 0x1_0001) &+ UInt64(place) &* 0x9e37_79b9
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    let node = Node(
      slope: slope, count: count, total: count, priority: mixed ^ (mixed >> 31),
      lower: SlopeShelf.nothing, higher: SlopeShelf.nothing)
    if Int(place) == nodes.count { nodes.append(node) } else { nodes[Int(place)] = node }
    return place
  }

  private mutating func inserted(_ new: Int32, under node: Int32) -> Int32 {
    guard node >= 0 else { return new }
    if nodes[Int(new)].priority > nodes[Int(node)].priority {
      let (lower, higher) = split(node, at: nodes[Int(new)].slope)
      nodes[Int(new)].lower = lower
      nodes[Int(new)].higher = higher
      nodes[Int(new)].total = nodes[Int(new)].count + total(lower) + total(higher)
      return new
    }
    nodes[Int(node)].total += nodes[Int(new)].count
    if nodes[Int(new)].slope < nodes[Int(node)].slope {
      nodes[Int(node)].lower = inserted(new, under: nodes[Int(node)].lower)
    } else {
      nodes[Int(node)].higher = inserted(new, under: nodes[Int(node)].higher)
    }
    return node
  }

  /// The nodes below and above a slope that is not among them.
  private mutating func split(_ node: Int32, at slope: Slope) -> (Int32, Int32) {
    guard node >= 0 else { return (SlopeShelf.nothing, SlopeShelf.nothing) }
    let here = Int(node)
    if nodes[here].slope < slope {
      let (lower, higher) = split(nodes[here].higher, at: slope)
      nodes[here].higher = lower
      nodes[here].total = nodes[here].count + total(nodes[here].lower) + total(lower)
      return (node, higher)
    }
    let (lower, higher) = split(nodes[here].lower, at: slope)
    nodes[here].lower = higher
    nodes[here].total = nodes[here].count + total(higher) + total(nodes[here].higher)
    return (lower, node)
  }

  /// Takes up to `limit` of the lowest slope.
  mutating func takeLowest(upTo limit: Int) -> (slope: Slope, count: Int) {
    take(upTo: limit, lowEnd: true)
  }

  /// Takes up to `limit` of the highest slope.
  mutating func takeHighest(upTo limit: Int) -> (slope: Slope, count: Int) {
    take(upTo: limit, lowEnd: false)
  }

  private func towards(lowEnd: Bool, _ node: Int32) -> Int32 {
    lowEnd ? nodes[Int(node)].lower : nodes[Int(node)].higher
  }

  private mutating func take(upTo limit: Int, lowEnd: Bool) -> (slope: Slope, count: Int) {
    precondition(root >= 0, "nothing to take from an empty shelf")
    var parent = SlopeShelf.nothing
    var node = root
    while towards(lowEnd: lowEnd, node) >= 0 {
      parent = node
      node = towards(lowEnd: lowEnd, node)
    }
    let taken = min(limit, nodes[Int(node)].count)
    var above = root
    while above != node {
      nodes[Int(above)].total -= taken
      above = towards(lowEnd: lowEnd, above)
    }
    nodes[Int(node)].total -= taken
    nodes[Int(node)].count -= taken
    let slope = nodes[Int(node)].slope
    if nodes[Int(node)].count == 0 {
      let orphan = towards(lowEnd: !lowEnd, node)
      if parent < 0 {
        root = orphan
      } else if lowEnd {
        nodes[Int(parent)].lower = orphan
      } else {
        nodes[Int(parent)].higher = orphan
      }
      free.append(node)
    }
    return (slope, taken)
  }
}
