using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Slots;
using BookingEngine.Transfers;

namespace BookingEngine.Bookings.ChangeEnd;

/// <summary>Ends a running booking of several resources earlier or later: in all its calendars by one decision, or in none. It keeps its resources, but for
/// those of a visit that would have begun later.</summary>
public sealed class SeveralEnds(JointDecisions decisions, AggregateLoader loader, CalendarReader calendars)
{
    public async Task<Outcome<Booking>> ChangeAsync(Booking booking, NewEnd change, BookingRight right, CommandContext context, CancellationToken cancellation)
    {
        var calendar = await loader.RefreshAsync<Calendar>(Calendar.StreamOf(booking.CalendarId), cancellation);
        if (calendar.State.Find(booking.Id, context.Now) is not { } known)
        {
            return BookingRefusals.EndedLongAgo;
        }

        if (!known.IsHere || known.State.Shared?.Resources is null)
        {
            return BookingRefusals.Changed;
        }

        if (change.Check(known, right, context.Now) is { } refused)
        {
            return refused;
        }

        if (change.End == known.Entry.End)
        {
            return booking.WithStateOf(known.Entry);
        }

        var at = await calendars.FindAsync(booking.ResourceIds.Distinct(), cancellation);
        var outcome = await decisions.RunAsync(
            new SharedEnd(change, known, booking.CalendarId, [.. at], context).Act, context, context.UnrecordedUpTo(calendar.Version),
            cancellation);
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal : booking.Apply(recorded);
    }
}

/// <summary>A new end, and the calendars that must agree to it.</summary>
/// <param name="Known">The booking at the reservations.</param>
internal sealed record SharedEnd(NewEnd Change, CalendarBooking Known, ResourceId Lead, ImmutableArray<ResourceAtLocation> At, CommandContext Context)
{
    private readonly ImmutableArray<BookedSegment>? _segments = Change.SegmentsOf(Known.State.Shared!.Segments);

    public JointAct Act
    {
        get
        {
            var (decision, resources) = (BookingTransfer.IdOf(Context), Resources);
            ImmutableArray<ResourceId> participants = [.. resources.Select(r => r.ResourceId).Where(r => r != Lead).Distinct()];
            return new(decision, Known.Id, Lead, [.. participants.Select(r => ParticipantOf(r, participants))], Decide, new DecisionWithdrawn(decision, Known.Id))
            {
                Leaving = [.. Known.State.Shared!.Resources!.Value.Select(r => r.ResourceId).Where(r => r != Lead && resources.All(kept => kept.ResourceId != r)).Distinct()],
            };
        }
    }

    private ImmutableArray<BookedResource> Resources =>
        Known.State.Shared!.Resources!.Value.RemoveAll(r => _segments is { } kept && kept.All(segment => segment.ResourceId != r.ResourceId));

    private Participant ParticipantOf(ResourceId resource, ImmutableArray<ResourceId> participants)
    {
        var state = Known.State;
        var reserved = new TimeReserved(
            BookingTransfer.IdOf(Context), Known.Id, Lead, state.UserId, Known.Entry.ServiceId, Known.Entry.Quantity, state.Terms, state.Status,
            Change.TimeOf(Known), Change.IsOverride, participants, Context.Now + JointDecisions.Deadline)
        {
            Segments = BookedSegment.GivenBy(resource, _segments),
        };
        return new Participant(resource, calendar => SharedReservations.Reserve(
            calendar, reserved with { External = UsedBy(resource, calendar) }, present => Check(present, resource)));
    }

    private Decision Decide(Calendar calendar) => calendar.Find(Known.Id)?.IsAs(Known) is not true ? BookingRefusals.Changed
        : Resources.Any(r => r.ResourceId == Lead) && Check(calendar, Lead) is { } refusal ? refusal
        : Decision.Of(new BookingRescheduled(Known.Id, Known.State.Arrival, Change.TimeOf(Known), Change.IsOverride)
        {
            Previous = Known.Time,
            Resources = Resources,
            Segments = _segments,
            DecisionId = BookingTransfer.IdOf(Context),
            External = UsedBy(Lead, calendar),
        });

    /// <summary>Of a visit only the last segment has another end.</summary>
    private Refusal? Check(Calendar calendar, ResourceId resource)
    {
        if (At.FirstOrDefault(at => at.Resource.Id == resource) is not { } at)
        {
            return BookingRefusals.ResourceMoving;
        }

        var service = RescheduleRules.ServiceOf(Known, Change.Service);
        var query = new SlotQuery(service, Context.Now, Known.Entry.Quantity, Ignored: Known.Entry.Id);
        if (_segments is not { } segments)
        {
            return Change.Check(calendar, at, query, Known.Entry.Start, Known.Entry.End);
        }

        var (last, until) = (segments[^1], Known.State.Shared!.Segments!.Value[segments.Length - 1].End);
        var part = query with { Service = service with { BufferBefore = last.BufferBefore, BufferAfter = last.BufferAfter } };
        return Change.Check(calendar, at, part, last.Start, last.ResourceId == resource ? until : Change.End);
    }

    private ImmutableArray<UsedCalendar>? UsedBy(ResourceId resource, Calendar calendar) =>
        Change.IsOverride || Change.End <= Known.Entry.End ? null : At.FirstOrDefault(at => at.Resource.Id == resource)?.UsedBy(calendar);
}
