using System.Text.Json.Nodes;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Http;
using BookingEngine.Slots;
using BookingEngine.Times;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What becomes of one booking.</summary>
internal static class LifeOperations
{
    private const string ByKeepers = "Staff of the resource and administrators alone.";

    public static IReadOnlyList<Operation> All => [Get, History, Calendar, Cancel, Reschedule, Approve, Decline, Complete, NoShow];

    private static Operation Get => new(
        typeof(GetBooking), "Get a booking", "For whose it is, for staff of its resource and for administrators, with what was said when booking.")
    {
        Parameters = [CatalogueSchemas.Id("booking"), AsOf],
        Answer = Booking("The booking.", "confirmed"),
        Problems = [Problem.Of(BookingRefusals.Unknown), .. BadAsOf],
    };

    private static Operation History => new(
        typeof(GetBookingHistory), "Get a booking's history", "Who did what when with it, from its events, the oldest first.")
    {
        Parameters = [CatalogueSchemas.Id("booking")],
        Answer = new(200, "What became of the booking.", BookingsJson.Default.BookingHistoryView)
        {
            Examples = new Dictionary<string, object>
            {
                ["booked"] = new BookingHistoryView([new("booked", Samples.Booking.CreatedAt, $"{Samples.User.Id}", Samples.Booking)]),
            },
        },
        Problems = [Problem.Of(BookingRefusals.Unknown)],
    };

    private static Operation Calendar => new(
        typeof(GetResourceCalendar), "Get a resource's calendar",
        $"{ByKeepers} Bookings and holds in a range of at most 92 days, now or as they were at an instant. It knows of what ended up to 31 days before that.")
    {
        Parameters =
        [
            CatalogueSchemas.Id("resource"), Edge("from", "Where the range begins."), Edge("to", "Where it ends, excluded."), AsOf,
        ],
        Answer = new(200, "The calendar.", BookingsJson.Default.CalendarView)
        {
            Examples = new Dictionary<string, object>
            {
                ["day"] = new CalendarView(
                    "chair-1", "UTC", "2030-05-01T09:15:00Z",
                    [new(Samples.Booking.Id, "confirmed", Samples.User.Id, "cut", Samples.Slot, "2030-05-13T15:00:00Z", 1, null)]),
            },
        },
        Problems =
        [
            Problem.Of(CatalogueRefusals.NotFound), Problem.Of(TimeRange.Reversed), Problem.Of(TimeRange.TooLong),
            .. BadAsOf,
        ],
    };

    private static Parameter AsOf => new(
        "as_of", "query", "Answers what was then, by the events up to that instant.", new() { ["type"] = "string", ["format"] = "date-time" });

    private static IEnumerable<Problem> BadAsOf =>
    [
        Problem.Of(BookingRefusals.InTheFuture), Samples.Invalid("as_of", "must be a time with its offset such as 2030-05-13T14:30:00+02:00"),
    ];

    /// <summary>The shapes of what the booking was, and of what is in a calendar.</summary>
    public static IReadOnlyList<ViewDescription> Views =>
    [
        new("BookingHistory", BookingsJson.Default.BookingHistoryView, "What became of a booking, the oldest first.")
        {
            Fields = new Dictionary<string, FieldDescription> { ["entries"] = "The entries." },
        },
        new("BookingChange", BookingsJson.Default.BookingChangeView, "One thing that happened to a booking.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["change"] = "`booked`, `approved`, `declined`, `rescheduled`, `moved` (to another resource), `cancelled`, `completed`, "
                    + "`no_show`, `handed_over` (a guest's became an account's) or `links_revoked`.",
                ["at"] = new("When.", "date-time"),
                ["by"] = "The id of the user who did it; null where the engine did.",
                ["booking"] = "What it was from then on.",
                ["override"] = new("True where staff did it against the rules; left out otherwise.", IsOptional: true),
            },
        },
        new("Calendar", BookingsJson.Default.CalendarView, "What takes time of a resource.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["resource_id"] = "Whose calendar it is.",
                ["time_zone"] = "The time zone of the place, by its IANA name.",
                ["as_of"] = new("When it was so.", "date-time"),
                ["entries"] = "Bookings and holds, by start.",
            },
        },
        new("CalendarEntry", BookingsJson.Default.CalendarEntryView, "A booking or hold in a calendar.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["id"] = "The id of the booking or hold.",
                ["status"] = "As of a booking; `held` for a hold, `arriving` for a booking that is on its way from another resource.",
                ["user_id"] = "Whose it is.",
                ["service_id"] = "What is booked.",
                ["slot"] = new("When it begins.", "date-time"),
                ["end"] = new("When it ends.", "date-time"),
                ["quantity"] = "For how many places.",
                ["expires_at"] = new("From when on a hold is no more; null for bookings.", "date-time"),
            },
        },
    ];

    private static Parameter Edge(string name, string description) => new(
        name, "query", $"{description} A local date of the resource's place, or a time with its offset.", CatalogueSchemas.Types("string"))
    { IsNeeded = true };

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
            Problem.Of(BookingRefusals.Changed), Problem.Of(BookingRefusals.EndedLongAgo),
        ],
    };

    private static Operation Step(Type function, string summary, string description, string status, params IEnumerable<Refusal> refusals) => new(
        function, summary, description)
    {
        Parameters = [CatalogueSchemas.Id("booking")],
        Answer = Booking("The booking as it is now.", status),
        Problems = [Problem.Of(BookingRefusals.Unknown), Problem.Of(BookingRefusals.EndedLongAgo), .. refusals.Select(Problem.Of)],
    };

    private static Answer Booking(string description, string status) => new(200, description, BookingsJson.Default.BookingView)
    {
        Examples = new Dictionary<string, object> { ["booking"] = Samples.Booking with { Status = status } },
    };
}
