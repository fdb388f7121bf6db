using System.Text.Json;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Series;
using BookingEngine.Bookings.Series.Book;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Http.Idempotency;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Functions.Bookings.Book;

public sealed class CreateSeriesFunction(
    HttpEdge edge, BookSeriesHandler handler, CatalogueCache catalogue, GuestLinks guestLinks, BookingFinder finder, BookingAccess access) : IHttpFunction
{
    public static string Name => "CreateBookingSeries";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Book) with { IdempotencyScope = "CreateBookingSeries" };

    public static Operation Operation => new(
        OperationGroup.Bookings, "Book a series",
        "Books a slot and its repetitions, all at one resource, or at the same ones if the service takes several, and all at once. Times are local: 9:00 stays 9:00 when the clocks change. If a time is not "
        + "possible, nothing is booked, or that time is left out, as `on_conflict` says. Each booking can be changed alone, or with the others by `scope`.",
        Success.Created("The series is booked.", BookingsJson.Default.SeriesView, ("booked", Example)))
    {
        Body = RequestBody.Json<CreateSeriesRequest>(new()
        {
            ["rule"] = "FREQ=WEEKLY;COUNT=3",
            ["slot"] = Samples.Slot,
            ["service_id"] = "cut",
            ["resource_id"] = "chair-1",
            ["notes"] = "The door bell is broken.",
            ["on_conflict"] = "skip",
        }),
        Problems =
        [
            .. BookingOperations.SlotProblems, Problem.Of(new SeriesUnavailable([new SkippedTime(new LocalDateTime(2030, 5, 20, 14, 30), "taken")])),
            Problem.Of(SeriesRefusals.Unbounded), Problem.Of(SeriesRefusals.StartMismatch), Problem.Of(SeriesRefusals.TooLong),
            Problem.Of(BookingRefusals.NoSeriesOfVisits), Problem.Of(BookingRefusals.OneResource), Problem.Of(SlotRefusals.NeedsNotMet),
            Problem.Of(BookingRefusals.OverrideForbidden), Problem.Of(BookingRefusals.GuestForbidden), Problem.Of(BookingRefusals.CustomerErased),
            Problem.Of(BookingRefusals.ActiveLimit(3)), Problem.Of(SlotRefusals.CustomerBusy),
        ],
    };

    private static SeriesView Example => new(Samples.Series, [BookingView.Example with { SeriesId = Samples.Series, RecurrenceId = "2030-05-12T14:30:00" }], []);

    [Function("BookingsCreateSeries")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/series")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreateSeriesFunction>(request, context, AnswerAsync, RecheckAsync);

    // Who booked for a guest may have lost the right to the bookings since.
    private async Task<Problem?> RecheckAsync(ApiCall call, StoredAnswer stored)
    {
        using var json = JsonDocument.Parse(stored.Body);
        var first = json.RootElement.GetProperty("bookings")[0];
        return first.GetProperty("user_id").GetGuid() != call.Caller.UserId.Value
            && await finder.FindAsync(new BookingId(first.GetProperty("id").GetGuid()), call.Cancellation) is { } booking
            && await access.RightOfAsync(call.Caller.Actor, booking, call.Cancellation) is BookingRight.None
                ? Problem.Of(BookingRefusals.GuestForbidden)
                : null;
    }

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, errors, problem) = await call.ReadBodyAsync<CreateSeriesRequest>();
        if (request is null || errors.Problem is not null)
        {
            return problem ?? errors.Problem!;
        }

        if (RuleParser.Read(request.Rule).IsRefused(out var refusal, out var rule))
        {
            return Problem.Of(refusal);
        }

        if (await catalogue.ServiceAsync(request.ServiceId ?? DefaultCatalogue.Service, call.Cancellation) is not { } service)
        {
            return Problem.Of(BookingRefusals.UnknownService);
        }

        if (service.Needs is null && request.ResourceIds is not null)
        {
            return Problem.Of(BookingRefusals.OneResource);
        }

        var details = BookingDetails.Read(request.Notes, request.Answers, service, errors);
        return errors.Problem ?? await BookAsync(call, new BookSeries(FirstOf(request, service, call, details), rule, request.Skips is true), request);
    }

    private async Task<IResult> BookAsync(ApiCall call, BookSeries command, CreateSeriesRequest request)
    {
        if ((await handler.HandleAsync(command, call.Command, call.Cancellation)).IsRefused(out var refusal, out var booked))
        {
            return Problem.Of(refusal);
        }

        var view = SeriesView.Of(booked);
        if (request.Guest is { } guest && await guestLinks.FindForAnswerAsync(call, booked.Bookings, guest) is { IsEmpty: false } links)
        {
            view = view with { Bookings = [.. view.Bookings.Zip(links, (shown, link) => shown with { ManageLink = link })] };
        }

        return new CreatedAnswer<SeriesView>($"/bookings?series_id={booked.Id}", view, BookingsJson.Default.SeriesView);
    }

    private static BookSlot FirstOf(CreateSeriesRequest request, Service service, ApiCall call, string? details) => new(call.Caller.UserId, service, request.Slot)
    {
        ResourceId = request.ResourceId,
        ResourceIds = request.ResourceIds ?? [],
        Quantity = request.Quantity ?? 1,
        Length = request.Duration is { } minutes ? Duration.FromMinutes(minutes) : null,
        OverridesAs = request.Override is true ? call.Caller.Role : null,
        For = request.Guest is { } guest ? (guest.ToGuest(), call.Caller.Actor) : null,
        Details = details,
        Languages = AcceptedLanguages.ListOf(call.Request),
    };
}
