using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Reading;

namespace BookingEngine.Functions.Waitlist;

/// <summary>Finds the entry of a route, and asks what the caller may do with it.</summary>
public sealed class EntryCalls(WaitlistEntries entries, WaitlistAccess access)
{
    public static Problem NotFound => Problem.Of(WaitlistRefusals.NotFound);

    /// <summary>Answers about an entry that the caller may see.</summary>
    public async Task<IResult> ReadAsync(ApiCall call, string id, Func<WaitlistEntry, Task<IResult>> answer) =>
        await FindAsync(call, id) is ({ } entry, not EntryRight.None) ? await answer(entry) : NotFound;

    /// <summary>Runs a command on an entry that is the caller's, or whose resources the caller looks after.</summary>
    public async Task<IResult> ChangeAsync(ApiCall call, string id, Func<WaitlistEntry, Task<IResult>> run) => await FindAsync(call, id) switch
    {
        ({ } entry, EntryRight.Owner or EntryRight.Staff) => await run(entry),
        ({ }, EntryRight.Reader) => Problem.Of(BookingRefusals.StaffOnly),
        _ => NotFound,
    };

    private async Task<(WaitlistEntry? Entry, EntryRight Right)> FindAsync(ApiCall call, string id) =>
        Guid.TryParseExact(id, "D", out var value) && await entries.FindAsync(new EntryId(value), call.Cancellation) is { } entry
            ? (entry, await access.RightOfAsync(call.Caller.Actor, entry, call.Cancellation))
            : (null, EntryRight.None);
}
