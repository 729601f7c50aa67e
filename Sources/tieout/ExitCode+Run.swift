import ArgumentParser

/// The exit codes of `run`: promises to schedulers.
enum RunExit: Int32 {
  case proved = 0
  case itemsWithinPolicy = 1
  case breaks = 2
  case unproved = 3
  case inputFault = 4
  case settingsFault = 5
  case internalFault = 6
  case busy = 7

  var code: ExitCode { ExitCode(rawValue) }
}
