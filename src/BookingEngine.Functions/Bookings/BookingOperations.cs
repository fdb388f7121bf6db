using BookingEngine.Bookings;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Functions.Fields;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Bookings;

/// <summary>Shared parts of the descriptions of booking operations.</summary>
internal static class BookingOperations
{
    public const string StaffOnly = "Only staff of the resource and administrators.";

    /// <summary>All refusals of a slot.</summary>
    public static IReadOnlyList<Problem> SlotProblems =>
    [
        Problem.Of(new SlotUnavailable([NextStart, NextStart + Duration.FromHours(1), NextStart + Duration.FromHours(2)])),
        .. SlotRefusalsShown.Select(Problem.Of), .. LocalTimeProblems, Problem.Of(LocalTimes.OffsetRequired), RequestProblems.InvalidField("slot", SlotTime.Format),
    ];

    public static IReadOnlyList<Problem> AsOfProblems =>
        [Problem.Of(BookingRefusals.InTheFuture), RequestProblems.InvalidField("as_of", TimeFields.AsOfMessage)];

    public static IReadOnlyList<Problem> LocalTimeProblems =>
    [
        Problem.Of(new Refusal(
            RefusalKind.Rule, LocalTimes.Invalid, "The clocks in Europe/Berlin skip that time on that day. Choose another time.")),
        Problem.Of(new Refusal(
            RefusalKind.Rule, LocalTimes.Ambiguous,
            "The clocks in Europe/Berlin show that time twice. Write 2030-10-27T00:30:00Z or 2030-10-27T01:30:00Z.")),
    ];

    private static Instant NextStart => Instant.FromUtc(2030, 5, 13, 15, 0);

    private static IEnumerable<Refusal> SlotRefusalsShown =>
    [
        SlotRefusals.NotEnoughPlaces, SlotRefusals.InThePast, SlotRefusals.OutOfRange, SlotRefusals.OffGrid, SlotRefusals.OutsideHours,
        SlotRefusals.OutsideValidity,
        SlotRefusals.MinimumNotice, SlotRefusals.Horizon, SlotRefusals.ServiceInactive, SlotRefusals.ResourceInactive, SlotRefusals.NotOffered,
        SlotRefusals.QuantityOutOfRange, SlotRefusals.DurationNotOffered, SlotRefusals.BookingLimit, BookingRefusals.UnknownService,
        BookingRefusals.UnknownResource, BookingRefusals.ResourceMoving, BookingRefusals.ServiceChanging,
    ];

    public static Success Shown(string description, string status) =>
        new(StatusCodes.Status200OK, description, BookingsJson.Default.BookingView, ("booking", BookingView.Example with { Status = status }));

    /// <summary>The operation with a body that may have a reason.</summary>
    public static Operation WithReason(this Operation operation, string example) => operation with
    {
        Body = RequestBody.Json<ScopedReasonRequest>(new() { ["reason"] = example }) with { IsRequired = false },
        Problems =
        [
            .. operation.Problems, Problem.Of(BookingRefusals.Changed), Problem.Of(SeriesSelector.NoSeries),
            RequestProblems.InvalidField("reason", $"must have 0 to {BookingFields.MaximumReason} characters"),
        ],
    };

    /// <summary>The operation with a body that may have a scope.</summary>
    public static Operation WithScope(this Operation operation) => operation with
    {
        Body = RequestBody.Json<ScopeRequest>(new() { ["scope"] = "one" }) with { IsRequired = false },
        Problems = [.. operation.Problems, RequestProblems.InvalidField("scope", "must be one or following or all")],
    };

    /// <summary>A change without a body.</summary>
    /// <param name="status">The booking's status after the change.</param>
    public static Operation Change(string summary, string description, string status, params IEnumerable<Refusal> refusals) =>
        new(OperationGroup.Bookings, summary, description, Shown("The booking as it is now.", status))
        {
            IdOf = "booking",
            Problems = [Problem.Of(BookingRefusals.Unknown), Problem.Of(BookingRefusals.EndedLongAgo), .. refusals.Select(Problem.Of)],
        };
}
