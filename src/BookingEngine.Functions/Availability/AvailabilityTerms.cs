using BookingEngine.Availability;
using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Slots;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Functions.Availability;

/// <summary>The parameters that all availability queries share.</summary>
public sealed record AvailabilityTerms(ServiceId ServiceId, ResourceId? ResourceId, int Quantity, Duration? Length, DateTimeZone? Zone)
{
    public static AvailabilityTerms Read(RequestFields fields) => new(
        fields.OptionalServiceId("service_id", "The service. If omitted, `default`.") ?? DefaultCatalogue.Service,
        fields.OptionalResourceId("resource_id", "The resource. If omitted, any resource of the service."),
        fields.Quantity("The number of places. If omitted, 1. They must fit on one resource.") ?? 1,
        fields.ServiceDuration() is { } minutes ? Duration.FromMinutes(minutes) : null,
        fields.Optional(
            "time_zone",
            "The IANA time zone of the dates and offsets. If omitted, that of the place where `resource_id`, or the service's first resource, stands when the range begins. "
            + "It never changes which slots exist.").Zone());

    internal static IReadOnlyList<Problem> Problems =>
    [
        Problem.Of(BookingRefusals.UnknownService), Problem.Of(BookingRefusals.UnknownResource),
        Problem.Of(SlotRefusals.ServiceInactive), Problem.Of(SlotRefusals.ResourceInactive), Problem.Of(SlotRefusals.NotOffered),
        Problem.Of(SlotRefusals.QuantityOutOfRange), Problem.Of(SlotRefusals.DurationNotOffered),
        RequestProblems.InvalidField("time_zone", TimeFields.ZoneMessage),
    ];

    public AvailabilityRequest For(Caller caller) => new(ServiceId, ResourceId, Quantity, Zone, caller.Role is not Role.Customer)
    {
        Length = Length,
        Customer = caller.UserId,
    };
}
