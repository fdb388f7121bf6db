using BookingEngine.Availability;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Slots;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Functions.Availability;

/// <summary>The parameters that all availability queries share.</summary>
public sealed record AvailabilityTerms(ServiceId ServiceId, ResourceId? ResourceId, int Quantity, Duration? Length, DateTimeZone? Zone)
{
    /// <summary>The booking to move; null to find times for a new one.</summary>
    public BookingId? BookingId { get; init; }

    public static AvailabilityTerms Read(RequestFields fields)
    {
        var service = fields.OptionalServiceId("service_id", "The service. If omitted, `default`.");
        var resource = fields.OptionalResourceId("resource_id", "The resource. If omitted, any resource of the service.");
        var quantity = fields.Quantity("The number of places. If omitted, 1. They must fit on one resource.");
        var minutes = fields.ServiceDuration();
        var zone = fields.Optional(
            "time_zone",
            "The IANA time zone of the dates and offsets. If omitted, that of the place where `resource_id`, or the service's first resource, stands "
            + "when the range begins. It never changes which slots exist.").Zone();
        var booking = fields.BookingId(
            "booking_id",
            "Finds times to which this booking can be moved: for its service, places and duration, and without the booking itself. If `resource_id` "
            + "is omitted, at its resource.");
        RefuseWith(booking, fields, ("service_id", service is not null), ("quantity", quantity is not null), ("duration", minutes is not null));
        return new(service ?? DefaultCatalogue.Service, resource, quantity ?? 1, minutes is { } given ? Duration.FromMinutes(given) : null, zone)
        {
            BookingId = booking,
        };
    }

    internal static IReadOnlyList<Problem> Problems =>
    [
        Problem.Of(BookingRefusals.UnknownService), Problem.Of(BookingRefusals.UnknownResource),
        Problem.Of(SlotRefusals.ServiceInactive), Problem.Of(SlotRefusals.ResourceInactive), Problem.Of(SlotRefusals.NotOffered),
        Problem.Of(SlotRefusals.QuantityOutOfRange), Problem.Of(SlotRefusals.DurationNotOffered), Problem.Of(SlotRefusals.NeedsNotMet), Problem.Of(BookingRefusals.Unknown),
        Problem.Of(BookingRefusals.RescheduleWindow), Problem.Of(BookingRefusals.WrongState(BookingStatus.Cancelled)),
        Problem.Of(BookingRefusals.EndedLongAgo), Problem.Of(BookingRefusals.VisitChanged), RequestProblems.InvalidField("time_zone", TimeFields.ZoneMessage),
    ];

    public AvailabilityRequest For(Caller caller) => new(ServiceId, ResourceId, Quantity, Zone, caller.Role is not Role.Customer)
    {
        Length = Length,
        Customer = caller.UserId,
        Moving = BookingId is { } booking ? (booking, caller.Actor) : null,
    };

    // The booking has its own.
    private static void RefuseWith(BookingId? booking, RequestFields fields, params IEnumerable<(string Name, bool IsGiven)> others)
    {
        foreach (var (name, _) in others.Where(other => booking is not null && other.IsGiven))
        {
            fields.Errors.Add(name, "cannot be given together with booking_id");
        }
    }
}
