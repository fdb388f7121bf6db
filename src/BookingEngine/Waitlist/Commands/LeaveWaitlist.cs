using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users;
using BookingEngine.Waitlist.Offers;
using BookingEngine.Waitlist.Signals;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Waitlist.Commands;

/// <summary>Closes entries. Holds that were offered to a closed entry are released.</summary>
public sealed class LeaveWaitlistHandler(
    CommandExecutor executor, WaitlistEntries entries, OfferSettlement settlement, WaitlistSignal signal, IIds ids, ILogger<LeaveWaitlistHandler> logger)
{
    /// <summary>Leaving a closed entry changes nothing. The caller has checked who may.</summary>
    /// <returns>The entry, or <see cref="WaitlistRefusals.NotFound"/>.</returns>
    public async Task<Outcome<WaitlistEntry>> HandleAsync(EntryId id, CommandContext context, CancellationToken cancellation)
    {
        if (await entries.FindAsync(id, cancellation) is not { } entry)
        {
            return WaitlistRefusals.NotFound;
        }

        if (entry.IsOpen)
        {
            await CloseAsync(entry, context, list => OfferDecisions.Leave(list, id), cancellation);
        }

        return await entries.FindAsync(id, cancellation) is { } closed ? closed : WaitlistRefusals.NotFound;
    }

    /// <summary>Ends all open entries of a person who is erased.</summary>
    public async Task EraseAsync(UserId person, CommandContext context, CancellationToken cancellation)
    {
        foreach (var entry in (await entries.OfCustomerAsync(person, cancellation)).Where(entry => entry.IsOpen))
        {
            await CloseAsync(entry, StepOf(context), list => OfferDecisions.End(list, entry.Id, EntryEnd.Erased), cancellation);
        }
    }

    private CommandContext StepOf(CommandContext context) => context with { CommitId = new CommitId(ids.Next()), Attempt = null };

    private async Task CloseAsync(WaitlistEntry entry, CommandContext context, Func<ServiceWaitlist, Decision> decide, CancellationToken cancellation)
    {
        var stream = ServiceWaitlist.StreamOf(entry.ServiceId);
        await signal.TrySendRecoveryAsync(stream);
        await executor.ExecuteAsync(stream, context, decide, cancellation);
        await FinishAsync(entry.Id, entry.ServiceId, stream);
    }

    private async Task FinishAsync(EntryId id, ServiceId service, StreamName stream)
    {
        try
        {
            await settlement.ReleaseAsync(service, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            logger.EntryNotFinished(id.Value, e); // the entry is closed
        }

        await signal.TrySendAsync(stream);
    }
}
