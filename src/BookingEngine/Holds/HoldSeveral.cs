using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using BookingEngine.Transfers;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Holds;

/// <summary>Holds of several resources. Each calendar has the hold, with the same expiry. A change of it is one decision over all of them.</summary>
public sealed class HoldSeveral(SeveralTries tries, JointDecisions decisions, AggregateLoader loader, SharedBookings shared)
{
    public async Task<Outcome<Hold>> PlaceAsync(PlaceHold command, Service service, CommandContext context, CancellationToken cancellation)
    {
        var (id, expires) = (new BookingId(PlaceHoldHandler.IdOf(context)), context.Now + command.Length);
        var slot = new BookSlot(command.UserId, service, command.When)
        {
            ResourceId = command.ResourceId,
            ResourceIds = command.ResourceIds,
            Quantity = command.Quantity,
            Length = command.ServiceLength,
        };
        var request = new SeveralRequest(
            id, IsOfCustomer(command) ? command.UserId : null, (choice, step) => SubjectOf(id, command, choice, expires, step),
            (choice, step) => Task.FromResult<Outcome<JointAct>>(
                IsOther(command, choice) ? SlotRefusals.Unavailable : ActOf(id, command, choice, expires, step)));
        var outcome = command.Offer is null
            ? await tries.RunAsync<HoldPlaced>(slot, _ => request, context, cancellation)
            : await tries.RunOnceAsync(slot, request, context, cancellation);
        return outcome.IsRefused(out var refusal, out var placed) ? refusal : Hold.Of(placed);
    }

    /// <summary>Turns a hold into a booking, or into one that lasts longer: in all its calendars, or in none.</summary>
    /// <param name="expires">Null for a booking.</param>
    /// <param name="decide">Decides in the calendar that has the hold.</param>
    public async Task<Outcome<RecordedEvent>> TurnAsync(
        OccupiedSlot hold, BookingStatus status, Instant? expires, Func<Calendar, Decision> decide, CommandContext context, CancellationToken cancellation)
    {
        var (id, decision, resources) = (new BookingId(hold.Id), new MoveId(context.CommitId.Value), hold.State.Shared!.Resources!.Value);
        var lead = resources.Select(r => r.ResourceId).MaxBy(r => r.Value, StringComparer.Ordinal);
        ImmutableArray<ResourceId> others = [.. resources.Select(r => r.ResourceId).Where(r => r != lead)];
        var reserved = new TimeReserved(
            decision, id, lead, hold.State.UserId, hold.ServiceId, hold.Quantity, hold.State.Terms, status, BookHoldHandler.TimeOf(hold), IsOverride: false, others,
            context.Now + JointDecisions.Deadline)
        {
            Expires = expires,
            FirstAt = context.RepeatedSince,
        };
        var act = new JointAct(
            decision, id, lead, [.. others.Select(r => new Participant(r, calendar => Reserve(calendar, reserved with { Segments = BookedSegment.GivenBy(r, hold.State.Shared!.Segments) }, context.Now)))], decide,
            new DecisionWithdrawn(decision, id));
        var (known, _) = await loader.LoadAsync<Calendar>(Calendar.StreamOf(lead), cancellation);
        return await decisions.RunAsync(act, context, context.UnrecordedUpTo(known.Version), cancellation);
    }

    public async Task<Outcome<ImmutableArray<RecordedEvent>>> ExtendAsync(
        OccupiedSlot hold, Instant until, Func<Calendar, Decision> decide, CommandContext context, CancellationToken cancellation) =>
        (await TurnAsync(hold, BookingStatus.Held, until, decide, context, cancellation)).IsRefused(out var refusal, out var extended)
            ? refusal
            : ImmutableArray.Create(extended);

    /// <summary>Releases a hold in its other calendars. Does nothing for a hold of one resource.</summary>
    /// <param name="lead">The calendar that has released it.</param>
    public Task FollowAsync(OccupiedSlot released, ResourceId lead) => released.State.Shared is { } known
        && Transfer.Of(known.DecisionId, known.BookingId, [.. known.Resources!.Value.Select(r => r.ResourceId).Where(r => r != lead)]) is { } transfer
            ? shared.FollowAsync(transfer)
            : Task.CompletedTask;

    /// <summary>Decides in a participant's calendar. A hold that has expired cannot be used.</summary>
    public static Decision Reserve(Calendar calendar, TimeReserved reserved, Instant now) => calendar.FindReservation(reserved.BookingId) switch
    {
        { } open => open.State.Shared!.DecisionId == reserved.DecisionId ? Decision.Nothing : BookingRefusals.Changed,
        _ when calendar.FindKept(reserved.BookingId) is not { Expires: { } expires } || now >= expires => BookingRefusals.HoldExpired,
        _ when calendar.Resource.Value is { Active: false } => SlotRefusals.ResourceInactive,
        _ => Decision.Of(reserved),
    };

    // An offer names its resources before they are asked.
    private static bool IsOther(PlaceHold command, ResourceChoice choice) =>
        command.Offer is not null && !choice.Resources.Select(r => r.ResourceId).ToHashSet().SetEquals(command.ResourceIds);

    private static bool IsOfCustomer(PlaceHold command) => command is { Role: Role.Customer, IsOfVisitor: false };

    private static LimitSubject SubjectOf(BookingId id, PlaceHold command, ResourceChoice choice, Instant expires, CommandContext step) =>
        new(command.UserId, id, choice.Candidates.Query.Service, choice.First, choice.LeadCandidate.Time, step.CommitId)
        {
            Segments = choice.Segments,
            Expires = expires,
            IsOfCustomer = IsOfCustomer(command),
            IsOfVisitor = command.IsOfVisitor,
            IsOffer = command.Offer is not null,
        };

    private static JointAct ActOf(BookingId id, PlaceHold command, ResourceChoice choice, Instant expires, CommandContext step)
    {
        var terms = BookingTerms.Of(choice.Candidates.Query.Service);
        var placed = new HoldPlaced(id.Value, command.UserId, command.ServiceId, choice.LeadCandidate.Time, command.Quantity, terms, expires)
        {
            Resources = choice.Resources,
            Segments = choice.Segments,
            DecisionId = new MoveId(step.CommitId.Value),
            Offer = command.Offer,
        };
        return choice.ActOf(
            id, new SharedTerms(command.UserId, command.ServiceId, command.Quantity, terms, BookingStatus.Held) { Expires = expires }, step,
            calendar => choice.LeadCandidate.Check(calendar) is { } refusal ? refusal
                : Decision.Of(placed with { External = choice.LeadCandidate.UsedBy(calendar) }));
    }
}
