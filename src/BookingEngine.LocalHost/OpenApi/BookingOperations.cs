using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Bookings.Book;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>Booking, and what bookings look like.</summary>
public static class BookingOperations
{
    public static OperationGroup Group { get; } = new(
        "Bookings", "Appointments: those of the user who is signed in, and for staff and administrators those that they look after.",
        [Create, BookingListOperation.Find, .. LifeOperations.All], [BookingShape, PageShape, .. LifeOperations.Views]);

    private static Operation Create => new(
        typeof(CreateBookingFunction), "Book a slot",
        "Books a slot for the caller, in a JSON body or, as older clients do, in the query; the query's is taken where both are given. "
        + "A slot is given to one caller, whoever asks at the same time. A service that asks for approval makes a booking that is `pending`.")
    {
        Parameters = RequestShapes.QueryOf<CreateBookingQuery>(),
        Body = RequestBody.Json<CreateBookingRequest>(BookingBody.Example) with { IsRequired = false },
        Answer = new(201, "The slot is booked.", BookingsJson.Default.BookingView)
        {
            Examples = new Dictionary<string, object> { ["booked"] = Samples.Booking },
        },
        Problems = BookingBody.Problems,
    };

    private static ViewDescription BookingShape => new("Booking", BookingsJson.Default.BookingView, "An appointment.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["id"] = "The booking's id.",
            ["user_id"] = "Whose booking it is.",
            ["slot"] = new("When it begins, with the offset of the place.", "date-time"),
            ["end"] = new("When it ends.", "date-time"),
            ["time_zone"] = "The time zone of the place, by its IANA name.",
            ["service_id"] = "What is booked.",
            ["resource_id"] = "Who or what it takes.",
            ["status"] = "`pending` until it is approved, or `confirmed`; later `cancelled`, `declined`, `completed` or `no_show`.",
            ["quantity"] = "For how many places.",
            ["created_at"] = new("When it was booked.", "date-time"),
            ["override"] = new("True where staff booked, moved or cancelled it against the rules; left out otherwise.", IsOptional: true),
            ["guest"] = new("Who the customer is, where it was booked for a guest and one booking is asked for.", IsOptional: true),
            ["manage_link"] = new("Where whoever has it manages the booking; only in the answer to whoever booked for a guest.", "uri-reference", IsOptional: true),
            ["notes"] = new("What the customer wrote, where there is anything and one booking is asked for.", IsOptional: true),
            ["answers"] = new("The customer's answers by the ids of the questions, where there are any and one booking is asked for.", IsOptional: true),
        },
    };

    // One shape for both answers: without a limit there is no cursor.
    private static ViewDescription PageShape => new("BookingList", BookingsJson.Default.BookingPageView, "Bookings by slot, then by id.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["bookings"] = "The bookings.",
            ["next_cursor"] = new("Where to go on; null at the end. Answered but for one's own bookings without `limit`.", IsOptional: true),
        },
    };
}
