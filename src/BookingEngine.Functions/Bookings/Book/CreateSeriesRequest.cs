using System.Collections.Immutable;
using System.Text.Json;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings.Book;

public sealed record CreateSeriesRequest(string Rule, SlotInput Slot) : IRequest<CreateSeriesRequest>
{
    public ServiceId? ServiceId { get; init; }

    public ResourceId? ResourceId { get; init; }

    public ImmutableArray<ResourceId>? ResourceIds { get; init; }

    public int? Quantity { get; init; }

    /// <summary>In minutes.</summary>
    public int? Duration { get; init; }

    /// <summary>By question id.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    public string? Notes { get; init; }

    /// <summary>Null to book for the caller.</summary>
    public GuestRequest? Guest { get; init; }

    public bool? Override { get; init; }

    /// <summary>Whether times that are not possible are left out.</summary>
    public bool? Skips { get; init; }

    public static bool RefusesMisspelt => true;

    public static CreateSeriesRequest Read(RequestFields fields)
    {
        var request = ReadAll(fields);
        fields.RefuseHold();
        return request;
    }

    private static CreateSeriesRequest ReadAll(RequestFields fields) => new(
        fields.Text(
            "rule",
            "When it repeats: an RRULE (RFC 5545) with FREQ from DAILY to YEARLY and COUNT or UNTIL, in local time at the location. At most 366 times in two years.",
            1, RuleParser.MaximumLength),
        fields.Slot())
    {
        ServiceId = fields.OptionalServiceId("service_id", "The service. If omitted, `default`."),
        ResourceId = fields.OptionalResourceId("resource_id", "The resource. If omitted, one that is free: the same for the whole series."),
        ResourceIds = fields.RequiredResources(),
        Quantity = fields.Quantity("The number of seats, for a group service."),
        Duration = fields.ServiceDuration(),
        Answers = fields.Optional("answers", "The answers to the service's questions, by question id.").Members(),
        Notes = fields.OptionalText("notes", "Notes for the staff.", CreateBookingRequest.MaximumNotes),
        Guest = fields.Optional("guest", $"The guest to book for: a person without an account. {BookingOperations.StaffOnly}").Nested(GuestRequest.Read),
        Override = fields.Optional("override", $"Books even if hours, grid, notice or capacity forbid it. {BookingOperations.StaffOnly}").Flag(),
        Skips = fields.OnConflict(
            "If some times are not possible: `fail` to book nothing, `skip` to leave these out. If omitted, `fail`. Times that the clocks skip are always left out."),
    };
}
