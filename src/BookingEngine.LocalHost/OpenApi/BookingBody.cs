using System.Text.Json.Nodes;
using BookingEngine.Bookings;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Http;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What a request to book carries, and what it may be refused for.</summary>
internal static class BookingBody
{
    private static readonly Instant Later = Instant.FromUtc(2030, 5, 13, 15, 0);

    public static JsonObject Example => new()
    {
        ["slot"] = Samples.Slot,
        ["service_id"] = "cut",
        ["resource_id"] = "chair-1",
        ["quantity"] = 1,
        ["answers"] = new JsonObject { ["length"] = "short" },
        ["notes"] = "The door bell is broken.",
    };

    public static IReadOnlyList<BodyField> Fields(string slotText) =>
    [
        BodyField.Text("slot", $"{slotText} It may be left out with a `hold_id`.", 1, 64) with { IsRequired = false },
        BodyField.Text("service_id", "What is booked; `default` where it is left out.", 1, 60) with { IsRequired = false },
        BodyField.Text("resource_id", "Who or what it takes; any that is free where it is left out.", 1, 60) with { IsRequired = false },
        Optional("quantity", "Seats, of a group service.", new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = SlotFields.MaximumQuantity }),
        Optional("answers", "To the service's questions, by their ids.", new() { ["type"] = "object", ["additionalProperties"] = true }),
        BodyField.Text("notes", "For whoever gives the service.", 0, BookingDetails.MaximumNotes) with { IsRequired = false },
        BodyField.Text("hold_id", "Books what was held, and uses the hold up. Whatever else is said must be what the hold says.", 1, 93) with { IsRequired = false },
        Optional("guest", "Whom it is booked for: somebody without an account. Staff of the resource and administrators alone.", CatalogueSchemas.ObjectOf(
            ["name"], ("name", CatalogueSchemas.Types("string")), ("email", CatalogueSchemas.Types("string", "null")), ("phone", CatalogueSchemas.Types("string", "null")))),
        Optional("override", "Books against hours, grid, notice and capacity. Staff of the resource and administrators alone.", new() { ["type"] = "boolean" }),
    ];

    public static IReadOnlyList<Problem> Problems =>
    [
        .. SlotProblems, Problem.Of(BookingRefusals.ActiveLimit(3)), Problem.Of(BookingRefusals.OverrideForbidden),
        Problem.Of(BookingRefusals.GuestForbidden), Problem.Of(BookingRefusals.UnknownHold), Problem.Of(BookingRefusals.HoldExpired),
        Problem.Of(BookingRefusals.HoldMismatch),
    ];

    /// <summary>Why a slot is not given.</summary>
    public static IReadOnlyList<Problem> SlotProblems =>
    [
        Problem.Of(new SlotUnavailable([Later, Later + Duration.FromHours(1), Later + Duration.FromHours(2)])),
        .. Refusals.Select(Problem.Of), Samples.Invalid("slot", SlotTime.Format),
    ];

    private static IEnumerable<Refusal> Refusals =>
    [
        SlotRefusals.NotEnoughPlaces, SlotRefusals.InThePast, SlotRefusals.OutOfRange, SlotRefusals.OffGrid, SlotRefusals.OutsideHours,
        SlotRefusals.MinimumNotice, SlotRefusals.Horizon, SlotRefusals.ServiceInactive, SlotRefusals.ResourceInactive, SlotRefusals.NotOffered,
        SlotRefusals.QuantityOutOfRange, BookingRefusals.UnknownService, BookingRefusals.UnknownResource, BookingRefusals.ResourceMoving,
        new(RefusalKind.Rule, LocalTimes.Invalid, "The clocks in Europe/Berlin skip that time on that day. Choose another time."),
        new(RefusalKind.Rule, LocalTimes.Ambiguous, "The clocks in Europe/Berlin show that time twice. Write 2030-10-27T00:30:00Z or 2030-10-27T01:30:00Z."),
        LocalTimes.OffsetRequired,
    ];

    private static BodyField Optional(string name, string text, JsonObject schema) => new(name, text, schema, IsRequired: false);
}
