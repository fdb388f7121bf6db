using System.Text.Json.Nodes;
using BookingEngine.Availability;
using BookingEngine.Bookings;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Http;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What becomes of one booking.</summary>
internal static class LifeOperations
{
    private const string ByKeepers = "Staff of the resource and administrators alone.";

    public static IReadOnlyList<Operation> All => [Get, Cancel, Reschedule, Approve, Decline, Complete, NoShow];

    private static Operation Get => new(
        typeof(GetBooking), "Get a booking", "For whose it is, for staff of its resource and for administrators, with what was said when booking.")
    {
        Parameters = [CatalogueSchemas.Id("booking")],
        Answer = Booking("The booking.", "confirmed"),
        Problems = [Problem.Of(BookingRefusals.Unknown)],
    };

    private static Operation Cancel => Step(
        typeof(PostCancel), "Cancel a booking",
        "Frees its time. Customers may until the cancellation notice that it was booked on, staff of the resource and administrators at any time. Done "
        + "again, the answer is the same.",
        "cancelled", BookingRefusals.WrongState(BookingStatus.Completed), BookingRefusals.CancellationWindow);

    private static Operation Approve => Step(
        typeof(PostApprove), "Approve a booking", $"{ByKeepers} Of several that wait for one time the first that is approved has it.",
        "confirmed", BookingRefusals.WrongState(BookingStatus.Confirmed), SlotRefusals.Unavailable, SlotRefusals.InThePast);

    private static Operation Decline => Step(
        typeof(PostDecline), "Decline a booking", $"{ByKeepers} It has to be pending.", "declined", BookingRefusals.WrongState(BookingStatus.Confirmed));

    private static Operation Complete => Step(
        typeof(PostComplete), "Record that a booking took place", $"{ByKeepers} It has to be confirmed and to have begun.",
        "completed", BookingRefusals.WrongState(BookingStatus.Cancelled), BookingRefusals.NotBegun);

    private static Operation NoShow => Step(
        typeof(PostNoShow), "Record that nobody came", $"{ByKeepers} It has to be confirmed and to have begun.",
        "no_show", BookingRefusals.WrongState(BookingStatus.Cancelled), BookingRefusals.NotBegun);

    private static Operation Reschedule => new(
        typeof(PostReschedule), "Reschedule a booking",
        "Gives it another time, at its resource or at another. It keeps its id, its length and the terms that it was booked on. Customers may until the "
        + "reschedule notice of those, staff of the resource and administrators at any time. Done again, the answer is the same.")
    {
        Parameters = [CatalogueSchemas.Id("booking")],
        Body = RequestBody.Json(
            new() { ["slot"] = Samples.Slot, ["resource_id"] = "chair-2" },
            BodyField.Text("slot", BookingOperations.SlotText, 1, 64),
            BodyField.Text("resource_id", "Who or what it shall take; what it takes already where it is left out.", 1, 60) with { IsRequired = false },
            new BodyField(
                "override", "Moves it against hours, grid, notice and capacity. Staff of both resources and administrators alone.",
                new JsonObject { ["type"] = "boolean" }, IsRequired: false)),
        Answer = Booking("The booking as it is now.", "confirmed"),
        Problems =
        [
            .. BookingBody.SlotProblems, Problem.Of(BookingRefusals.OverrideForbidden), Problem.Of(BookingRefusals.Unknown),
            Problem.Of(BookingRefusals.WrongState(BookingStatus.Cancelled)), Problem.Of(BookingRefusals.RescheduleWindow), Problem.Of(BookingRefusals.DayLimit(1)),
            Problem.Of(BookingRefusals.Changed), Problem.Of(BookingRefusals.Over),
        ],
    };

    private static Operation Step(Type function, string summary, string description, string status, params IEnumerable<Refusal> refusals) => new(
        function, summary, description)
    {
        Parameters = [CatalogueSchemas.Id("booking")],
        Answer = Booking("The booking as it is now.", status),
        Problems = [Problem.Of(BookingRefusals.Unknown), Problem.Of(BookingRefusals.Over), .. refusals.Select(Problem.Of)],
    };

    private static Answer Booking(string description, string status) => new(200, description, ApiJson.Default.BookingView)
    {
        Examples = new Dictionary<string, object> { ["booking"] = Samples.Booking with { Status = status } },
    };
}
