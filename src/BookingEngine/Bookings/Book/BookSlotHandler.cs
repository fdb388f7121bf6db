using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;

namespace BookingEngine.Bookings.Book;

/// <summary>Books a slot of one resource, or of any resource of the service. The resource's calendar decides. If another booking was first,
/// it asks the next resource.</summary>
public sealed class BookSlotHandler(
    SlotCandidateFinder finder, CommandExecutor executor, CandidateRules rules, BookingLimitEnforcer limits, BookingCustomers customers, AlternativeSlots alternatives,
    BookSeveralHandler several)
{
    public async Task<Outcome<Booking>> HandleAsync(BookSlot command, CommandContext context, CancellationToken cancellation)
    {
        if (command.Service.Needs is not null)
        {
            return await several.HandleAsync(command, context, cancellation);
        }

        var outcome = await BookAsync(command, context, cancellation);

        // A retry gets the first attempt's booking, even if a rule would refuse it now.
        return outcome.Refusal is not null && await executor.FindEarlierAsync(context, cancellation) is [{ Event: BookingMade } earlier] ? Booking.Of(earlier) : outcome;
    }

    private async Task<Outcome<Booking>> BookAsync(BookSlot original, CommandContext context, CancellationToken cancellation)
    {
        var found = await finder.FindAsync(original.Request, context.Now, cancellation);
        if (found.IsRefused(out var refusal, out var candidates))
        {
            return refusal;
        }

        var command = await customers.IdentifyAsync(original, context, cancellation);
        var id = new BookingId(context.CommitId.Derive("booking"));
        foreach (var candidate in candidates.InOrder())
        {
            var outcome = await rules.CheckAsync(candidate, context, cancellation) is { } ruled ? ruled : await limits.WithinAsync(
                SubjectOf(id, command, candidate, context), context,
                step => RecordAsync(id, command, candidate, step, cancellation), cancellation);
            if (outcome.Refusal is not { } refused || BookingLimitEnforcer.AppliesToAllResources(refused))
            {
                return outcome;
            }

            refusal = SlotCandidates.MostUseful(refusal, refused);
        }

        return await alternatives.AddToAsync(refusal!, candidates, command.UserId, cancellation);
    }

    public static Decision Book(Calendar calendar, BookingId id, BookSlot command, SlotCandidate candidate, Encrypted? details) =>
        candidate.Check(calendar) is { } refusal ? refusal : Decision.Of(Make(id, command, candidate, details) with { External = candidate.UsedBy(calendar) });

    internal static BookingMade Make(BookingId id, BookSlot command, SlotCandidate candidate, Encrypted? details)
    {
        var (service, time) = (candidate.Service, candidate.Time);
        var terms = BookingTerms.Of(service) with { IsLimited = !candidate.IsOverride && service.ClaimsCustomer };
        return new(
            id, command.UserId, service.Id, candidate.ResourceId, time.Start, time.End, time.LocalStart, time.TimeZone, time.ZoneData,
            command.Quantity, terms, service.Approval && !candidate.IsOverride, candidate.IsOverride, HoldId: null, details)
        {
            IsGuest = command.For is not null,
            Languages = command.Languages,
            Reminders = service.Reminders,
        };
    }

    private static LimitSubject SubjectOf(BookingId id, BookSlot command, SlotCandidate candidate, CommandContext context) =>
        new(command.UserId, id, candidate.Service, candidate.ResourceId, candidate.Time, context.CommitId) { IsOverride = candidate.IsOverride };

    private async Task<Outcome<Booking>> RecordAsync(
        BookingId id, BookSlot command, SlotCandidate candidate, CommandContext context, CancellationToken cancellation)
    {
        if (await customers.IsNewGuestAsync(command, cancellation) && await rules.RefusalAsync(candidate, context, cancellation) is { } refused)
        {
            return refused;
        }

        var (details, erased) = await customers.EncryptAsync(command, id);
        if (erased is not null)
        {
            return erased;
        }

        var outcome = await executor.RecordAsync<Calendar>(
            candidate.Stream, context, calendar => Book(calendar, id, command, candidate, details), cancellation);
        if (outcome.IsRefused(out var refusal, out var recorded))
        {
            return refusal;
        }

        // An earlier attempt may have had a service of several resources, and its decision was withdrawn.
        return recorded is [{ Event: BookingMade } made] ? Booking.Of(made) : BookingRefusals.Changed;
    }
}
