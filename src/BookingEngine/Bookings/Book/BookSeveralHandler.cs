using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Transfers;

namespace BookingEngine.Bookings.Book;

/// <summary>Books a service that takes several resources: all of them, or none. If a race is lost, it tries again with what is free then.</summary>
public sealed class BookSeveralHandler(
    ResourceChooser chooser, JointDecisions decisions, UnfinishedActs unfinished, AggregateLoader loader, CommandExecutor executor,
    BookingLimitEnforcer limits, BookingCustomers customers, AlternativeSlots alternatives, IRaceBackoff backoff)
{
    /// <summary>How often it asks the calendars.</summary>
    private const int MaximumTries = 4;

    /// <summary>How many tries of earlier attempts at the same command it looks for.</summary>
    private const int MaximumEarlier = 4 * MaximumTries;

    public async Task<Outcome<Booking>> HandleAsync(BookSlot original, CommandContext context, CancellationToken cancellation)
    {
        var command = await customers.IdentifyAsync(original, context, cancellation);
        var outcome = (Outcome<Booking>)SlotRefusals.Unavailable;
        for (int number = 0, tries = 0; number < MaximumEarlier && tries < MaximumTries; number++)
        {
            // Each try has its own decision. An earlier attempt at the command may have made it: the outcome stays what it is.
            var step = context with { CommitId = number == 0 ? context.CommitId : new CommitId(context.CommitId.Derive($"try {number}")) };
            if (await executor.FindEarlierAsync(step, cancellation) is [var earlier])
            {
                if (earlier.Event is BookingMade)
                {
                    return Booking.Of(earlier);
                }

                continue;
            }

            outcome = await TryAsync(command, step, new BookingId(context.CommitId.Derive("booking")), isFirst: tries++ == 0, cancellation);
            if (outcome.Refusal is not { } refusal || !IsOfCalendar(refusal))
            {
                return outcome;
            }

            if (tries == MaximumTries)
            {
                return await WithAlternativesAsync(refusal, command, step, cancellation);
            }

            await backoff.WaitAsync(tries, cancellation);
        }

        return outcome;
    }

    // A refusal with other starts was made on the newest calendars.
    private static bool IsOfCalendar(Refusal refusal) =>
        (refusal.Code == SlotRefusals.Unavailable.Code && refusal is not SlotUnavailable) || refusal == BookingRefusals.Changed || refusal == BookingRefusals.ResourceMoving;

    private async Task<Outcome<Booking>> TryAsync(BookSlot command, CommandContext step, BookingId id, bool isFirst, CancellationToken cancellation)
    {
        var isNewest = !isFirst || await customers.IsNewGuestAsync(command, cancellation);
        var chosen = await chooser.ChooseAsync(command, step.Now, isNewest, cancellation);
        if (chosen.Refusal is { Kind: RefusalKind.Conflict } && !isNewest)
        {
            chosen = await chooser.ChooseAsync(command, step.Now, isNewest: true, cancellation);
        }

        // What stands in the way may be a reservation that will end. It steps back once and looks again.
        if (chosen.Refusal == SlotRefusals.Held)
        {
            await unfinished.SettleAsync(command.Service.Needs!.Value, id, step.Now, cancellation);
            await backoff.WaitAsync(1, cancellation);
            chosen = await chooser.ChooseAsync(command, step.Now, isNewest: true, cancellation);
        }

        if (chosen.IsRefused(out var refusal, out var choice))
        {
            return refusal is { Kind: RefusalKind.Conflict } ? await WithAlternativesAsync(refusal, command, step, cancellation) : refusal;
        }

        return await limits.WithinAsync(
            SubjectOf(id, command, choice, step), step, inner => RecordAsync(id, command, choice, inner, cancellation), cancellation);
    }

    private async Task<Refusal> WithAlternativesAsync(Refusal refusal, BookSlot command, CommandContext step, CancellationToken cancellation) =>
        (await chooser.FindAsync(command, step.Now, isNewest: false, cancellation)).IsRefused(out _, out var found)
            ? refusal
            : await alternatives.AddToAsync(refusal, found.Candidates, found.Start, command.UserId, cancellation);

    private static LimitSubject SubjectOf(BookingId id, BookSlot command, ResourceChoice choice, CommandContext step) =>
        new(command.UserId, id, choice.Candidates.Query.Service, choice.First, choice.LeadCandidate.Time, step.CommitId) { IsOverride = choice.IsOverride };

    private async Task<Outcome<Booking>> RecordAsync(
        BookingId id, BookSlot command, ResourceChoice choice, CommandContext context, CancellationToken cancellation)
    {
        var (details, erased) = await customers.EncryptAsync(command, id);
        if (erased is not null)
        {
            return erased;
        }

        var decision = new MoveId(context.CommitId.Value);
        var made = BookSlotHandler.Make(id, command, choice.LeadCandidate, details) with
        {
            ResourceId = choice.First,
            Resources = choice.Resources,
            DecisionId = decision,
        };
        var act = new JointAct(
            decision, id, choice.Lead, choice.ParticipantsOf(made, context), calendar => Book(calendar, made, choice.LeadCandidate),
            new DecisionWithdrawn(decision, id));
        var (lead, _) = await loader.LoadAsync<Calendar>(Calendar.StreamOf(choice.Lead), cancellation);
        var outcome = await decisions.RunAsync(act, context, context.Attempt is null or { IsFirst: true } ? lead.Version : -1, cancellation);
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal : Booking.Of(recorded);
    }

    /// <summary>Decides in the lead's calendar.</summary>
    public static Decision Book(Calendar calendar, BookingMade made, SlotCandidate candidate) =>
        candidate.Check(calendar) is { } refusal ? refusal : Decision.Of(made with { External = candidate.UsedBy(calendar) });
}
