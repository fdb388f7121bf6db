using System.Text.Json;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Holds;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings.Book;

public sealed record CreateBookingRequest : IRequest<CreateBookingRequest>
{
    public const int MaximumNotes = 2_000;

    /// <summary>Null where <see cref="HoldId"/> says it.</summary>
    public SlotInput? Slot { get; init; }

    public ServiceId? ServiceId { get; init; }

    public ResourceId? ResourceId { get; init; }

    public int? Quantity { get; init; }

    /// <summary>By the ids of the service's questions, which say what each must be.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    public string? Notes { get; init; }

    public HoldId? HoldId { get; init; }

    /// <summary>Whom it is booked for; null for the caller.</summary>
    public GuestRequest? Guest { get; init; }

    public bool Override { get; init; }

    public static CreateBookingRequest Read(RequestFields fields) => new()
    {
        Slot = fields.SlotOrHold(),
        ServiceId = fields.OptionalServiceId("service_id", "What is booked; `default` where it is left out."),
        ResourceId = fields.OptionalResourceId("resource_id", "Who or what it takes; any that is free where it is left out."),
        Quantity = fields.Quantity("Seats, of a group service."),
        Answers = fields.Optional("answers", "To the service's questions, by their ids.").Members(),
        Notes = fields.OptionalText("notes", "For the people who give the service.", MaximumNotes),
        HoldId = fields.Optional("hold_id", "Books what was held, and uses the hold up. All other fields must be as in the hold.").HoldId(),
        Guest = fields.Optional("guest", "Whom it is booked for: somebody without an account. Staff of the resource and administrators alone.")
            .Nested(GuestRequest.Read),
        Override = fields.Flag("override", "Books against hours, grid, notice and capacity. Staff of the resource and administrators alone."),
    };
}

/// <summary>The slot in the query, as older clients send it.</summary>
public sealed record CreateBookingQuery(SlotInput? Slot) : IRequest<CreateBookingQuery>
{
    public static CreateBookingQuery Read(RequestFields fields) => new(fields.QuerySlot());
}
