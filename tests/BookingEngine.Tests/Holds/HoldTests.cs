using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Holds;

public sealed class HoldTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();
    private SalonFixture _salon = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _salon = await OpenAsync(_api);
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_hold_shows_what_is_held_and_until_when()
    {
        await _salon.ServiceAsync("cut");
        var hold = await _salon.HoldAsync(Ada, Ten, ("minutes", 60));
        Assert.EndsWith("-chair-1", hold.Member("id"), StringComparison.Ordinal);
        hold.AssertIs(201, new JsonObject
        {
            ["id"] = hold.Member("id"),
            ["slot"] = Ten,
            ["end"] = Eleven,
            ["time_zone"] = "UTC",
            ["service_id"] = "cut",
            ["resource_id"] = "chair-1",
            ["quantity"] = 1,
            ["expires_at"] = "2030-05-01T13:00:00Z",
        });
    }

    [Fact]
    public async Task A_hold_is_booked_once_by_id_and_only_by_its_owner()
    {
        await _salon.ServiceAsync("cut");
        var id = (await _salon.HoldAsync(Ada, Ten)).Member("id");
        Assert.Equal((422, "unknown_hold"), await _salon.PostAsync(Ben, "/bookings", ("hold_id", id)).CodeAsync());
        var booked = await _salon.PostAsync(Ada, "/bookings", ("hold_id", id));
        Assert.Equal((201, Ten, "chair-1", "cut", "confirmed"), (
            booked.Status, booked.Member("slot"), booked.Member("resource_id"), booked.Member("service_id"), booked.Member("status")));
        Assert.Equal((409, "hold_expired"), await _salon.PostAsync(Ada, "/bookings", ("hold_id", id)).CodeAsync());
        Assert.Equal(["hold-placed.v1", "booking-made.v1"], await _salon.TypesAsync());
    }

    [Fact]
    public async Task Without_a_named_resource_any_free_one_is_held()
    {
        await _salon.ServiceAsync("cut");
        Assert.Equal("chair-1", (await _salon.HoldAsync(Ada, Ten, ("resource_id", null))).Member("resource_id"));
        Assert.Equal("chair-2", (await _salon.HoldAsync(Ada, Ten, ("resource_id", null))).Member("resource_id"));
        var refused = await _salon.HoldAsync(Ben, Ten, ("resource_id", null));
        Assert.Equal((409, "slot_unavailable", Eleven), (refused.Status, refused.Member("code"), (string)refused.Json["next_starts"]![0]!));
    }

    [Fact]
    public async Task The_services_questions_are_asked_when_the_owner_books_the_hold()
    {
        var question = new JsonObject { ["id"] = "length", ["text"] = "How long?", ["type"] = "text", ["required"] = true };
        await _salon.ServiceAsync("cut", ("questions", new JsonArray(question)), ("approval", true));
        var id = (await _salon.HoldAsync(Ada, Ten)).Member("id");
        (await _salon.PostAsync(Ada, "/bookings", ("hold_id", id))).AssertInvalidFields(("answers.length", "is required"));
        Assert.Equal((422, "unknown_hold"), await _salon.PostAsync(Ben, "/bookings", ("hold_id", id)).CodeAsync());
        var booked = await _salon.PostAsync(Ada, "/bookings", ("hold_id", id), ("answers", new JsonObject { ["length"] = "short" }), ("notes", "Hello"));
        Assert.Equal((201, "pending"), (booked.Status, booked.Member("status")));
        var shown = await _salon.GetAsync(Ada, $"/bookings/{booked.Member("id")}");
        Assert.Equal(("Hello", "short"), (shown.Member("notes"), (string)shown.Json["answers"]!["length"]!));
    }

    [Fact]
    public async Task A_released_hold_frees_its_slot_at_once()
    {
        await _salon.ServiceAsync("cut");
        var id = (await _salon.HoldAsync(Ada, Ten)).Member("id");
        var delete = new Call("DELETE", $"/holds/{id}");
        Assert.Equal((404, "not_found"), await _salon.SendAsync(Ben, delete).CodeAsync());
        Assert.Equal((409, "slot_unavailable"), await _salon.BookAsync(Ben, Ten).CodeAsync());
        Assert.Equal(204, await _salon.SendAsync(Ada, delete).StatusAsync());
        Assert.Equal(204, await _salon.SendAsync(Ada, delete).StatusAsync());
        Assert.Equal(201, await _salon.BookAsync(Ben, Ten).StatusAsync());
        Assert.Equal((409, "hold_expired"), await _salon.PostAsync(Ada, "/bookings", ("hold_id", id)).CodeAsync());
        Assert.Equal(["hold-placed.v1", "hold-released.v1", "booking-made.v1"], await _salon.TypesAsync());
    }

    [Fact]
    public async Task A_hold_repeated_with_its_key_is_created_once()
    {
        await _salon.ServiceAsync("cut");
        var hold = Keyed("/holds", "hold", new JsonObject { ["slot"] = Ten, ["service_id"] = "cut" });
        var first = await _salon.SendAsync(Ada, hold());
        (await _salon.SendAsync(Ada, hold())).AssertReplayOf(first);
        (await _salon.SendAsync(Ada, Keyed("/holds", "hold", new JsonObject { ["slot"] = Eleven, ["service_id"] = "cut" })())).AssertReused();
        Assert.Equal(["hold-placed.v1"], await _salon.TypesAsync());
        Assert.Empty(await _salon.TypesAsync("chair-2"));
    }

    [Fact]
    public async Task Booking_a_hold_again_with_the_key_replays_even_after_expiry()
    {
        await _salon.ServiceAsync("cut");
        var id = (await _salon.HoldAsync(Ada, Ten)).Member("id");
        var book = Keyed("/bookings", "book", new JsonObject { ["hold_id"] = id });
        var first = await _salon.SendAsync(Ada, book());
        Assert.Equal(201, first.Status);
        _api.Clock.Advance(TimeSpan.FromMinutes(11));
        (await _salon.SendAsync(Ada, book())).AssertReplayOf(first);
        Assert.Equal(["hold-placed.v1", "booking-made.v1"], await _salon.TypesAsync());
    }

    [Fact]
    public async Task A_held_slot_is_not_offered_and_the_reason_is_shown()
    {
        await _salon.ServiceAsync("cut");
        await _salon.HoldAsync(Ada, Ten);
        var day = await _salon.GetAsync(Ben, $"/availability?service_id=cut&resource_id=chair-1&from={Ten}&to=2030-05-06T10:01:00Z&explain=true");
        Assert.Equal("held", (string)day.Json["days"]![0]!["refused"]![0]!["reason"]!);
    }

    private static Func<Call> Keyed(string path, string key, JsonObject body) =>
        () => Call.PostJson(path, body.ToJsonString()) with { Headers = [("Idempotency-Key", key)] };
}
