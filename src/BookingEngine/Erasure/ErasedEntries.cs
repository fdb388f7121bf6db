using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users;
using BookingEngine.Waitlist.Commands;

namespace BookingEngine.Erasure;

/// <summary>Takes an erased person off all waitlists. What is offered goes to the next.</summary>
public sealed class ErasedEntries(LeaveWaitlistHandler waitlists, IIds ids, TimeProvider time)
{
    public Task EndAsync(UserId user, string correlation, CancellationToken cancellation) =>
        waitlists.EraseAsync(user, new CommandContext(new CommitId(ids.Next()), time.Now(), Actor: null, correlation), cancellation);
}
