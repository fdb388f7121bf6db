using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.Users;

namespace BookingEngine.Waitlist.Commands;

/// <summary>Closes entries. Holds that were offered are released.</summary>
public sealed class LeaveWaitlistHandler
{
    /// <summary>Leaving a closed entry changes nothing. The caller has checked who may.</summary>
    /// <returns>The entry, or <see cref="WaitlistRefusals.NotFound"/>.</returns>
    public Task<Outcome<WaitlistEntry>> HandleAsync(EntryId id, CommandContext context, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Ends all open entries of a person who is erased.</summary>
    public Task EraseAsync(UserId person, CommandContext context, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Gives the open entries of a guest to the account that has proved the guest's address. Doing it again changes nothing.</summary>
    public Task AssignAsync(UserId guest, UserId account, CommandContext context, CancellationToken cancellation) => throw new NotSupportedException();
}
