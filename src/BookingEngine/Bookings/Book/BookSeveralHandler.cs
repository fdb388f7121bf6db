using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Transfers;

namespace BookingEngine.Bookings.Book;

/// <summary>Books a service that takes several resources.</summary>
public sealed class BookSeveralHandler(SeveralTries tries, BookingCustomers customers)
{
    public async Task<Outcome<Booking>> HandleAsync(BookSlot command, CommandContext context, CancellationToken cancellation)
    {
        var id = new BookingId(context.CommitId.Derive("booking"));
        var outcome = await tries.RunAsync<BookingMade>(
            command,
            identified => new SeveralRequest(
                id, identified.UserId, (choice, step) => SubjectOf(id, identified, choice, step), (choice, step) => ActAsync(id, identified, choice, step)),
            context, cancellation);
        return outcome.IsRefused(out var refusal, out var made) ? refusal : Booking.Of(made);
    }

    /// <summary>Decides in the lead's calendar.</summary>
    public static Decision Book(Calendar calendar, BookingMade made, SlotCandidate candidate) =>
        candidate.Check(calendar) is { } refusal ? refusal : Decision.Of(made with { External = candidate.UsedBy(calendar) });

    private static LimitSubject SubjectOf(BookingId id, BookSlot command, ResourceChoice choice, CommandContext step) =>
        new(command.UserId, id, choice.Candidates.Query.Service, choice.First, choice.LeadCandidate.Time, step.CommitId)
        {
            Segments = choice.Segments,
            IsOverride = choice.IsOverride,
        };

    private async Task<Outcome<JointAct>> ActAsync(BookingId id, BookSlot command, ResourceChoice choice, CommandContext context)
    {
        var (details, erased) = await customers.EncryptAsync(command, id);
        if (erased is not null)
        {
            return erased;
        }

        var made = BookSlotHandler.Make(id, command, choice.LeadCandidate, details) with
        {
            ResourceId = choice.First,
            Resources = choice.Resources,
            Segments = choice.Segments,
            DecisionId = new MoveId(context.CommitId.Value),
        };
        var status = made.IsPending ? BookingStatus.Pending : BookingStatus.Confirmed;
        return choice.ActOf(
            id, new SharedTerms(made.UserId, made.ServiceId, made.Quantity, made.Terms, status), context, calendar => Book(calendar, made, choice.LeadCandidate));
    }
}
