using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>Finishes or undoes acts over several calendars that a crash interrupted. Each act ends once: the calendar that decides takes one commit under
/// the act's id.</summary>
public sealed class TransferRecovery(CommandExecutor executor, AggregateLoader loader, TimeProvider time)
{
    /// <summary>Does nothing for an act that has ended, or never began. A booking's time with a participant becomes what the booking's own calendar says
    /// now.</summary>
    public Task SettleAsync(Transfer move, CancellationToken cancellation) => SettleAsync(move, time.Now(), cancellation);

    internal async Task SettleAsync(Transfer move, Instant now, CancellationToken cancellation)
    {
        foreach (var participant in move.Participants)
        {
            await SettleAtAsync(move, participant, now, cancellation);
        }
    }

    /// <summary>Records the result of a decision with its participants.</summary>
    /// <param name="outcome">The events of the calendar that decided.</param>
    /// <param name="context">Its commit id is not used: each participant has its own.</param>
    internal async Task EndAsync(Transfer move, ImmutableArray<RecordedEvent> outcome, CommandContext context, CancellationToken cancellation)
    {
        foreach (var participant in move.Participants)
        {
            // A later decision may have given it to the booking again, so the calendar that decides is asked what is so now.
            if (ParticipantDecisions.Leaves(participant, outcome))
            {
                await SettleAtAsync(move, participant, context.Now, cancellation);
                continue;
            }

            var step = context with { CommitId = new CommitId(move.MoveId.Decision.Derive($"end {participant} at {context.Now.ToUnixTimeTicks()}")) };
            await executor.ExecuteAsync<Calendar>(
                Calendar.StreamOf(participant), step, calendar => ParticipantDecisions.End(calendar, move, participant, outcome), cancellation);
        }
    }

    private async Task SettleAtAsync(Transfer move, ResourceId participant, Instant now, CancellationToken cancellation)
    {
        var calendar = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(participant), cancellation)).State;
        if (calendar.FindArriving(move) is { State.PendingTransfer: { } pending })
        {
            var at = Instant.Max(now, pending.Since);
            var outcome = await OutcomeAsync(move.MoveId, pending, new MoveWithdrawn(move.MoveId, move.BookingId), at, cancellation);
            await EndAsync(move with { To = participant, Others = null }, outcome, ContextOf(move.MoveId, at), cancellation);
            return;
        }

        // The reservations of a decision are settled together, and so are the times that bookings of one calendar have.
        foreach (var reserved in move.Bookings.Select(calendar.FindReservation).OfType<OccupiedSlot>().GroupBy(entry => entry.State.Shared!.DecisionId))
        {
            await SettleReservedAsync([.. reserved], participant, now, cancellation);
        }

        foreach (var kept in move.Bookings.Select(calendar.FindKept).OfType<OccupiedSlot>().GroupBy(entry => entry.State.Shared!.Lead!.Value))
        {
            await SettleAsync([.. kept], participant, await LeadAsync(kept.Key, cancellation), now, cancellation);
        }
    }

    private async Task SettleReservedAsync(ImmutableArray<OccupiedSlot> entries, ResourceId participant, Instant now, CancellationToken cancellation)
    {
        var (shared, pending) = (entries[0].State.Shared!, entries[0].State.PendingTransfer!);
        var at = Instant.Max(now, pending.Since);
        var outcome = await OutcomeAsync(shared.DecisionId, pending with { Since = shared.FirstAt ?? pending.Since }, new DecisionWithdrawn(shared.DecisionId, shared.BookingId), at, cancellation);

        // Attempts that chose other resources may have made the decision in another calendar too. What its own lead has goes first.
        var lead = await LeadAsync(shared.Lead!.Value, cancellation);
        if (entries.All(entry => Find(lead.Calendar, entry.State.Shared!.BookingId)?.State.Shared?.DecisionId != shared.DecisionId))
        {
            lead = await LeadAsync(new ResourceId(outcome[0].Stream.Id), cancellation);
        }

        await SettleAsync(entries, participant, lead, at, cancellation);
    }

    private async Task SettleAsync(
        ImmutableArray<OccupiedSlot> entries, ResourceId participant, (ResourceId ResourceId, Calendar Calendar) lead, Instant at, CancellationToken cancellation)
    {
        var decision = entries[0].State.Shared!.DecisionId;
        var context = ContextOf(decision, at) with
        {
            CommitId = new CommitId(decision.Decision.Derive($"settle {participant} at {at.ToUnixTimeTicks()}")),
        };
        await executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(participant), context,
            current => ParticipantDecisions.Settle(current, entries, participant, lead.ResourceId, booking => Find(lead.Calendar, booking), at), cancellation);
    }

    private async Task<(ResourceId ResourceId, Calendar Calendar)> LeadAsync(ResourceId lead, CancellationToken cancellation) =>
        (lead, (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(lead), cancellation)).State);

    private static CalendarBooking? Find(Calendar calendar, BookingId id) =>
        calendar.Find(id) ?? (calendar.FindHold(id.Value) is { } hold ? new CalendarBooking(hold, MovedBy: null) : null);

    // A competing attempt finds what the act itself has committed. Its time is not before the act's, so that the act also finds this attempt.
    private async Task<ImmutableArray<RecordedEvent>> OutcomeAsync(
        MoveId id, PendingTransfer pending, IDomainEvent withdrawal, Instant at, CancellationToken cancellation)
    {
        var context = ContextOf(id, at) with { Attempt = CommandAttempt.Competing(pending.Since) };
        var decided = await executor.RecordAsync<Calendar>(Calendar.StreamOf(pending.From), context, _ => Decision.Of(withdrawal), cancellation);
        return decided.IsRefused(out var refusal, out var recorded)
            ? throw new InvalidOperationException($"A withdrawal was refused: {refusal.Code}.")
            : recorded;
    }

    private static CommandContext ContextOf(MoveId id, Instant at) => new(id.Decision, at, Actor: null, id.ToString());
}

/// <summary>Recovers an act from its message, which arrives after the act's deadline.</summary>
public sealed class RecoverTransferHandler(TransferRecovery recovery)
{
    public Task HandleAsync(string message, CancellationToken cancellation) => recovery.SettleAsync(Transfer.Parse(message), cancellation);
}
