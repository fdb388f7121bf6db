namespace BookingEngine.EventSourcing;

/// <summary>A stream's events are not as they were written: a commit was changed or is missing. Retrying does not help. Other streams are
/// not affected.</summary>
public sealed class DamagedStreamException(StreamName stream, string damage, Exception? inner = null)
    : Exception($"The stream {stream} is damaged: {damage}. Restore it from a backup.", inner);
