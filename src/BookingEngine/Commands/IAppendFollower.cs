using System.Collections.Immutable;
using BookingEngine.EventSourcing;

namespace BookingEngine.Commands;

/// <summary>Acts on what commands have appended to streams whose state asks for it, so that other streams cost no read. It is fast, not certain: a process
/// may end before it is called.</summary>
public interface IAppendFollower
{
    /// <summary>Called before the commands are answered. It does not throw: the commands have succeeded.</summary>
    Task FollowAsync(StreamName stream, ImmutableArray<RecordedEvent> recorded);
}
