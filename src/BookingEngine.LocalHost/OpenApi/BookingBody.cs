using System.Text.Json.Nodes;
using BookingEngine.Bookings;
using BookingEngine.Functions.Http.Answers;
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
        new(RefusalKind.Rule, LocalTimes.Invalid, "The clocks in Europe/Berlin skip that time on that day: choose another."),
        new(RefusalKind.Rule, LocalTimes.Ambiguous, "The clocks in Europe/Berlin show that time twice: write 2030-10-27T00:30:00Z or 2030-10-27T01:30:00Z."),
        LocalTimes.OffsetRequired,
    ];
}
