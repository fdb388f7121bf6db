namespace BookingEngine.EventSourcing;

/// <summary>A stream's events cannot be read as they were written: a commit was changed by hand or is missing. Waiting does not help, and
/// other streams are none the worse for it.</summary>
public sealed class DamagedStreamException(StreamName stream, string what, Exception? inner = null)
    : Exception($"The stream {stream} is damaged: {what}. Restore it from a backup.", inner);
