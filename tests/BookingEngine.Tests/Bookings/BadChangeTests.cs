using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Bookings;

/// <summary>Invalid and forbidden requests on the routes of bookings and holds. Each has its error, and nothing changes.</summary>
public sealed class BadChangeTests(BookedSalonFixture booked) : IClassFixture<BookedSalonFixture>, IAsyncLifetime
{
    private const string Nobody = "01912345-6789-7000-8000-0123456789ab";
    private readonly SalonFixture _salon = booked.SalonFixture;
    private readonly string _booking = booked.Booking;

    public static TheoryData<string> Changes { get; } = ["cancel", "reschedule", "approve", "decline", "complete", "no-show"];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => Assert.Equal(["booking-made.v1"], await _salon.TypesAsync("chair-2"));

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_of_someone_elses_booking_is_answered_as_not_found(string change)
    {
        string[] people = change is "cancel" or "reschedule" ? [Ben, Stella] : [Stella];
        foreach (var person in people)
        {
            foreach (var id in new[] { _booking, Nobody, "x", _booking.ToUpperInvariant() + "0", new string('a', 2_000) })
            {
                (await ChangeAsync(person, id, change)).AssertProblem(404, "not_found", "There is no such booking, or it is not yours. Check its id.");
            }
        }
    }

    [Fact]
    public async Task Someone_elses_booking_is_not_shown()
    {
        foreach (var (person, id) in new[] { (Ben, _booking), (Stella, _booking), (Ada, Nobody), (Admin, Nobody), (Ada, "x"), (Ada, _booking[..^1]) })
        {
            (await _salon.GetAsync(person, $"/bookings/{id}")).AssertProblem(404, "not_found", "There is no such booking, or it is not yours. Check its id.");
        }
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("decline")]
    [InlineData("complete")]
    [InlineData("no-show")]
    public async Task A_customer_is_refused_before_any_lookup(string change)
    {
        foreach (var id in new[] { _booking, Nobody, "x" })
        {
            Assert.Equal((403, "missing_role"), await ChangeAsync(Ada, id, change).CodeAsync());
        }
    }

    [Fact]
    public async Task A_change_not_allowed_by_the_status_is_a_conflict()
    {
        foreach (var (change, code) in new[] { ("approve", "wrong_state"), ("decline", "wrong_state"), ("complete", "not_begun"), ("no-show", "not_begun") })
        {
            Assert.Equal((409, code), await ChangeAsync(Admin, _booking, change).CodeAsync());
        }
    }

    [Theory]
    [InlineData("", "application/json", 400, "malformed_json")]
    [InlineData("{", "application/json", 400, "malformed_json")]
    [InlineData("""{"slot":"2030-05-06T10:00:00Z","slot":"2030-05-06T11:00:00Z"}""", "application/json", 400, "malformed_json")]
    [InlineData("[]", "application/json", 422, "invalid_fields")]
    [InlineData("{}", "application/json", 422, "invalid_fields")]
    [InlineData("""{"slot":"tomorrow"}""", "application/json", 422, "invalid_fields")]
    [InlineData("""{"slot":1}""", "application/json", 422, "invalid_fields")]
    [InlineData("""{"slot":"2030-05-06T10:00:00Z","resource_id":"../x"}""", "application/json", 422, "invalid_fields")]
    [InlineData("""{"slot":"2030-05-06T10:00:00Z","resource_id":"nobody","service_id":"cut"}""", "application/json", 422, "unknown_resource")]
    [InlineData("""{"slot":"2030-05-06T10:00:00Z"}""", "text/plain", 415, "unsupported_media_type")]
    public async Task An_invalid_body_neither_holds_nor_moves(string body, string mediaType, int status, string code)
    {
        foreach (var path in new[] { "/holds", $"/bookings/{_booking}/reschedule" })
        {
            var answer = await _salon.SendAsync(Ada, Call.PostBytes(path, Encoding.UTF8.GetBytes(body), mediaType));
            Assert.Equal((status, code), (answer.Status, answer.Member("code")));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("61")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("\"10\"")]
    [InlineData("99999999999")]
    public async Task A_hold_lasts_from_one_to_sixty_minutes(string minutes) => (await _salon.HoldAsync(Ada, Ten, ("minutes", JsonNode.Parse(minutes))))
        .AssertInvalidFields(("minutes", "must be a whole number from 1 to 60"));

    [Fact]
    public async Task A_hold_is_refused_like_a_booking()
    {
        Assert.Equal((422, "unknown_service"), await _salon.HoldAsync(Ada, Ten, ("service_id", "nothing")).CodeAsync());
        Assert.Equal((422, "service_not_offered"), await _salon.HoldAsync(Ada, Ten, ("resource_id", "default")).CodeAsync());
        Assert.Equal((422, "quantity_out_of_range"), await _salon.HoldAsync(Ada, Ten, ("quantity", 2)).CodeAsync());
        (await _salon.HoldAsync(Ada, Ten, ("quantity", 0))).AssertInvalidFields(("quantity", "must be a whole number from 1 to 10000"));
        Assert.Equal((422, "slot_in_past"), await _salon.HoldAsync(Ada, "2030-05-01T12:00:00Z").CodeAsync());
        Assert.Equal((422, "slot_off_grid"), await _salon.HoldAsync(Ada, "2030-05-06T10:07:00Z", ("override", true)).CodeAsync());
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"x\"")]
    [InlineData("\"01912345678970008000123456789abc\"")]
    [InlineData("\"01912345678970008000123456789abc-../x\"")]
    [InlineData("\"01912345-6789-7000-8000-123456789abc-chair-1\"")]
    public async Task An_invalid_hold_id_is_the_only_error_reported(string id) => (await _salon.PostAsync(Ada, "/bookings", ("hold_id", JsonNode.Parse(id))))
        .AssertInvalidFields(("hold_id", "must be the id of a hold"));

    [Fact]
    public async Task An_unknown_hold_books_nothing()
    {
        var id = Guid.Parse(Nobody).ToString("N");
        Assert.Equal((409, "hold_expired"), await _salon.PostAsync(Ada, "/bookings", ("hold_id", $"{id}-chair-1")).CodeAsync());
        Assert.Equal((422, "unknown_hold"), await _salon.PostAsync(Ada, "/bookings", ("hold_id", $"{id}-nobody")).CodeAsync());
        (await _salon.PostAsync(Ada, "/bookings", ("hold_id", new string('x', 10_000)))).AssertInvalidFields(("hold_id", "must be the id of a hold"));
        (await _salon.PostAsync(Ada, "/bookings", ("hold_id", $"{id}-chair-1"), ("override", true)))
            .AssertInvalidFields(("override", "cannot be given together with hold_id"));
        Assert.Equal(404, await _salon.SendAsync(Ada, new Call("DELETE", $"/holds/{id}-nobody")).StatusAsync());
        Assert.Equal(404, await _salon.SendAsync(Ada, new Call("DELETE", "/holds/x")).StatusAsync());
    }

    [Fact]
    public async Task Only_staff_of_the_resource_and_administrators_override_when_rescheduling()
    {
        const string offGrid = "2030-05-06T10:07:00Z";
        Assert.Equal((403, "override_forbidden"), await _salon.RescheduleAsync(Ada, _booking, offGrid, ("override", true)).CodeAsync());
        (await _salon.RescheduleAsync(Ada, _booking, Eleven, ("override", "yes"))).AssertInvalidFields(("override", "must be true or false"));
    }

    private Task<Answer> ChangeAsync(string people, string booking, string change) => change == "reschedule"
        ? _salon.RescheduleAsync(people, booking, Eleven)
        : _salon.PostAsync(people, $"/bookings/{booking}/{change}");
}

/// <summary>A fixture in which Ada has booked the second chair.</summary>
public sealed class BookedSalonFixture : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();

    public SalonFixture SalonFixture { get; private set; } = null!;

    public string Booking { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        SalonFixture = await OpenAsync(_api);
        await SalonFixture.ServiceAsync("cut");
        Booking = (await SalonFixture.BookAsync(Ada, Ten, ("resource_id", "chair-2"))).Member("id");
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();
}
