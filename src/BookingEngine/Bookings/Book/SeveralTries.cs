using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Transfers;
using BookingEngine.Users;

namespace BookingEngine.Bookings.Book;

/// <summary>What to decide about the chosen resources: a booking, or a hold.</summary>
/// <param name="Id">The id of the booking or hold, the same in each try.</param>
/// <param name="Customer">Whose limits other starts heed; null for nobody's.</param>
/// <param name="Subject">What the limits count.</param>
/// <param name="ActAsync">The act, or the refusal of one that cannot be.</param>
public sealed record SeveralRequest(
    BookingId Id, UserId? Customer, Func<ResourceChoice, CommandContext, LimitSubject> Subject, Func<ResourceChoice, CommandContext, Task<Outcome<JointAct>>> ActAsync);

/// <summary>Takes several resources: all of them, or none. If a race is lost, it tries again with what is free then.</summary>
public sealed class SeveralTries(
    ResourceChooser chooser, JointDecisions decisions, DecisionTries tries, UnfinishedActs unfinished, AggregateLoader loader, BookingLimitEnforcer limits,
    BookingCustomers customers, AlternativeSlots alternatives, IRaceBackoff backoff)
{
    /// <typeparam name="T">The event of the decision.</typeparam>
    /// <param name="request">Given the command's customer, which may be a guest.</param>
    public async Task<Outcome<RecordedEvent>> RunAsync<T>(
        BookSlot original, Func<BookSlot, SeveralRequest> request, CommandContext context, CancellationToken cancellation)
        where T : IDomainEvent
    {
        // An earlier attempt may have reserved time for a decision that another calendar makes. It is settled first, so that no decision has two leads.
        if (context.Attempt is { IsFirst: false })
        {
            await unfinished.SettleAsync(original.Service.Needs!.Value, request(original).Id, context.Now, cancellation);
        }

        var (made, steps) = await tries.FindAsync<T>(context, cancellation);
        if (made is [var earlier, ..])
        {
            return earlier;
        }

        var command = await customers.IdentifyAsync(original, context, cancellation);
        var (wanted, outcome) = (request(command), (Outcome<RecordedEvent>)SlotRefusals.Unavailable);
        foreach (var (number, step) in steps.Index())
        {
            outcome = await TryAsync(command, wanted, step, isFirst: number == 0, cancellation);
            if (outcome.Refusal is not { } refusal || !IsOfCalendar(refusal))
            {
                return outcome;
            }

            if (number == steps.Count - 1)
            {
                return await WithAlternativesAsync(SlotRefusals.Unavailable, command, wanted, step, cancellation);
            }

            await backoff.WaitAsync(number + 1, cancellation);
        }

        return outcome;
    }

    /// <summary>Makes one decision under the command's id, on the newest calendars.</summary>
    public Task<Outcome<RecordedEvent>> RunOnceAsync(
        BookSlot command, SeveralRequest request, CommandContext context, CancellationToken cancellation) =>
        TryAsync(command, request, context, isFirst: false, cancellation);

    // A refusal with other starts was made on the newest calendars.
    private static bool IsOfCalendar(Refusal refusal) =>
        (refusal.Code == SlotRefusals.Unavailable.Code && refusal is not SlotUnavailable) || refusal == BookingRefusals.Changed || refusal == BookingRefusals.ResourceMoving;

    private async Task<Outcome<RecordedEvent>> TryAsync(
        BookSlot command, SeveralRequest wanted, CommandContext step, bool isFirst, CancellationToken cancellation)
    {
        var isNewest = !isFirst || await customers.IsNewGuestAsync(command, cancellation);
        var chosen = await chooser.ChooseAsync(command, step.Now, isNewest, cancellation);
        if (chosen.Refusal is { Kind: RefusalKind.Conflict } && !isNewest)
        {
            chosen = await chooser.ChooseAsync(command, step.Now, isNewest: true, cancellation);
        }

        // What stands in the way may be a reservation that will end. It steps back once and looks again.
        if (chosen.Refusal == SlotRefusals.Held && await unfinished.SettleAsync(command.Service.Needs!.Value, wanted.Id, step.Now, cancellation) > 0)
        {
            await backoff.WaitAsync(1, cancellation);
            chosen = await chooser.ChooseAsync(command, step.Now, isNewest: true, cancellation);
        }

        if (chosen.IsRefused(out var refusal, out var choice))
        {
            return refusal is { Kind: RefusalKind.Conflict } ? await WithAlternativesAsync(refusal, command, wanted, step, cancellation) : refusal;
        }

        return await limits.WithinAsync(wanted.Subject(choice, step), step, inner => DecideAsync(wanted, choice, inner, cancellation), cancellation);
    }

    private async Task<Outcome<RecordedEvent>> DecideAsync(
        SeveralRequest wanted, ResourceChoice choice, CommandContext context, CancellationToken cancellation)
    {
        if ((await wanted.ActAsync(choice, context)).IsRefused(out var refusal, out var act))
        {
            return refusal;
        }

        var (lead, _) = await loader.LoadAsync<Calendar>(Calendar.StreamOf(choice.Lead), cancellation);
        return await decisions.RunAsync(act, context, context.UnrecordedUpTo(lead.Version), cancellation);
    }

    private async Task<Refusal> WithAlternativesAsync(
        Refusal refusal, BookSlot command, SeveralRequest wanted, CommandContext step, CancellationToken cancellation) =>
        (await chooser.FindAsync(command, step.Now, isNewest: false, cancellation)).IsRefused(out _, out var found)
            ? refusal
            : await alternatives.AddToAsync(refusal, found.Candidates, found.Start, wanted.Customer, cancellation);
}
