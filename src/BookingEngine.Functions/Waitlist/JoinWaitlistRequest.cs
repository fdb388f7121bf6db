using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Fields;
using BookingEngine.Hours;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Waitlist;

public sealed record JoinWaitlistRequest(RangeBound From, RangeBound To) : IRequest<JoinWaitlistRequest>
{
    public ServiceId? ServiceId { get; init; }

    public ResourceId? ResourceId { get; init; }

    public ImmutableArray<IsoDayOfWeek> Weekdays { get; init; } = [];

    public ImmutableArray<HoursInterval> Times { get; init; } = [];

    public int? Quantity { get; init; }

    /// <summary>The length of the appointment in minutes.</summary>
    public int? Duration { get; init; }

    /// <summary>Null to wait oneself.</summary>
    public GuestRequest? Guest { get; init; }

    public static bool RefusesMisspelt => true;

    public static JoinWaitlistRequest Read(RequestFields fields)
    {
        var (from, to) = fields.WishRange();
        return new(from, to)
        {
            ServiceId = fields.OptionalServiceId("service_id", "The service. If omitted, `default`."),
            ResourceId = fields.OptionalResourceId("resource_id", "The resource. If omitted, any."),
            Weekdays = fields.WishedWeekdays(),
            Times = fields.WishedTimes(),
            Quantity = fields.Quantity("The number of seats, for a group service: all of them, or no offer."),
            Duration = fields.ServiceDuration(),
            Guest = fields.Optional("guest", $"The guest who waits: a person without an account. {BookingOperations.StaffOnly}").Nested(GuestRequest.Read),
        };
    }
}
