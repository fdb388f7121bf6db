using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings;

/// <param name="Start">When the slot begins; see <see cref="SlotTime"/>.</param>
public sealed record BookSlot(UserId UserId, Instant Start);

/// <summary>Books a slot of the default resource. Its calendar decides.</summary>
public sealed class BookSlotHandler(CommandExecutor executor, ResourceCalendars calendars, CatalogueCache catalogue)
{
    public static readonly Refusal InThePast =
        new(RefusalKind.Rule, "slot_in_past", "The slot lies in the past: choose one that is yet to come.");

    public static readonly Refusal OutOfRange =
        new(RefusalKind.Rule, "slot_out_of_range", "The slot lies too far ahead: choose one before the year 9000.");

    public static readonly Refusal Unavailable =
        new(RefusalKind.Conflict, "slot_unavailable", "The slot is taken: choose another time.");

    public static readonly Refusal UnknownService =
        new(RefusalKind.Rule, "unknown_service", "There is no such service: choose one of GET /services.");

    public static readonly Refusal UnknownResource =
        new(RefusalKind.Rule, "unknown_resource", "There is no such resource: choose one of GET /resources, or leave it out.");

    /// <summary>The resource went to another location between two looks.</summary>
    private static readonly Refusal Moving =
        new(RefusalKind.Conflict, "resource_moving", "The resource is being moved to another location: try again.");

    public async Task<Outcome<Booking>> HandleAsync(BookSlot command, CommandContext context, CancellationToken cancellation)
    {
        var service = await catalogue.ServiceAsync(DefaultCatalogue.Service, cancellation);
        var placed = await calendars.FindAsync(DefaultCatalogue.Resource, cancellation);
        if (service is null || placed is null)
        {
            return service is null ? UnknownService : UnknownResource;
        }

        var id = new BookingId(context.CommitId.Derive("booking"));
        var wanted = Make(id, command, service, placed.Resource.Id, placed.Location);
        var outcome = await executor.RecordAsync<Calendar>(
            Calendar.StreamOf(wanted.ResourceId), context,
            calendar => Book(calendar, wanted, new SlotTerms(service, context.Now), placed.Location), cancellation);
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal : BookingOf(recorded.Single());
    }

    /// <param name="location">Where the resource stands; the calendar says whether it still does.</param>
    public static Decision Book(Calendar calendar, BookingMade wanted, SlotTerms terms, Location location)
    {
        if (calendar.Standing(wanted.ResourceId).Value is not { } resource)
        {
            return UnknownResource;
        }

        if (resource.LocationId != location.Id)
        {
            return Moving;
        }

        var view = new PlacedCalendar(resource, location, calendar).View;
        return SlotCheck.Check(wanted.Start, terms, view, wanted.IsOverride) is { } refusal ? refusal : Decision.Of(wanted);
    }

    // By what was recorded, which may be an earlier attempt's: the first answer, whenever it is given.
    private static Booking BookingOf(RecordedEvent recorded) => Booking.Of((BookingMade)recorded.Event, recorded.Metadata.RecordedAt);

    internal static BookingMade Make(BookingId id, BookSlot command, Service service, ResourceId resource, Location location)
    {
        // Beyond the range nothing is booked, and no clock on a wall shows it.
        var start = Instant.Max(SlotRange.Earliest, Instant.Min(command.Start, SlotRange.Latest));
        return new(
            id, command.UserId, service.Id, resource, start, start + service.Duration,
            start.InZone(ZoneData.Zones[location.TimeZone]).LocalDateTime, location.TimeZone, ZoneData.Version, Quantity: 1,
            BookingTerms.Of(service), IsPending: false, IsOverride: false, HoldId: null, Details: null);
    }
}
