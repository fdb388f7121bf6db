using BookingEngine.EventSourcing;

namespace BookingEngine.Commands;

/// <summary>What one append of a run takes at most. Later commands wait for the next run, so that the first ones do not wait for too many others.</summary>
/// <param name="Commands">The number of commands that are decided together.</param>
/// <param name="Size">The size of all payloads together, in UTF-16 characters. One commit alone may always be appended.</param>
public sealed record RunLimits(int Commands, int Size)
{
    /// <summary>Fits into one request to every store: the smallest limit is 2 MB.</summary>
    public static RunLimits Default { get; } = new(64, Commit.MaximumSize);
}
