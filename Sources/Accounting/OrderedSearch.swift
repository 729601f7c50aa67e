extension RandomAccessCollection {
  /// Where the elements that belong behind begin; the end if none does.
  ///
  /// - Precondition: all that belong behind stand behind all others.
  @inlinable
  package func partitioningIndex(where isBehind: (Element) -> Bool) -> Index {
    var start = startIndex
    var count = count
    while count > 0 {
      let half = count / 2
      let middle = index(start, offsetBy: half)
      if isBehind(self[middle]) {
        count = half
      } else {
        start = index(after: middle)
        count -= half + 1
      }
    }
    return start
  }
}

extension RandomAccessCollection where Element: Comparable {
  /// Whether an element is among the collection's, which are in ascending order.
  ///
  /// Not an overload of `contains`: a bare `list.contains`, handed on as a function, would mean
  /// this one for a list in any order.
  @inlinable
  package func sortedContains(_ element: Element) -> Bool {
    let place = partitioningIndex { $0 >= element }
    return place < endIndex && self[place] == element
  }
}
