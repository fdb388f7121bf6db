using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Holds;

public sealed class HoldTests : SalonTests
{
    [Fact]
    public async Task A_hold_shows_what_is_held_and_until_when()
    {
        await Salon.ServiceAsync("cut");
        var hold = await Salon.HoldAsync(Ada, Ten, ("minutes", 60));
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
        await Salon.ServiceAsync("cut");
        var id = (await Salon.HoldAsync(Ada, Ten)).Member("id");
        Assert.Equal((422, "unknown_hold"), await Salon.PostAsync(Ben, "/bookings", ("hold_id", id)).CodeAsync());
        var booked = await Salon.PostAsync(Ada, "/bookings", ("hold_id", id));
        Assert.Equal((201, Ten, "chair-1", "cut", "confirmed"), (
            booked.Status, booked.Member("slot"), booked.Member("resource_id"), booked.Member("service_id"), booked.Member("status")));
        Assert.Equal((409, "hold_expired"), await Salon.PostAsync(Ada, "/bookings", ("hold_id", id)).CodeAsync());
        Assert.Equal(["hold-placed.v1", "booking-made.v1"], await Salon.TypesAsync());
    }

    [Fact]
    public async Task Without_a_named_resource_any_free_one_is_held()
    {
        await Salon.ServiceAsync("cut");
        Assert.Equal("chair-1", (await Salon.HoldAsync(Ada, Ten, ("resource_id", null))).Member("resource_id"));
        Assert.Equal("chair-2", (await Salon.HoldAsync(Ada, Ten, ("resource_id", null))).Member("resource_id"));
        var refused = await Salon.HoldAsync(Ben, Ten, ("resource_id", null));
        Assert.Equal((409, "slot_unavailable", Eleven), (refused.Status, refused.Member("code"), (string)refused.Json["next_starts"]![0]!));
    }

    [Fact]
    public async Task The_services_questions_are_asked_when_the_owner_books_the_hold()
    {
        var question = new JsonObject { ["id"] = "length", ["text"] = "How long?", ["type"] = "text", ["required"] = true };
        await Salon.ServiceAsync("cut", ("questions", new JsonArray(question)), ("approval", true));
        var id = (await Salon.HoldAsync(Ada, Ten)).Member("id");
        (await Salon.PostAsync(Ada, "/bookings", ("hold_id", id))).AssertInvalidFields(("answers.length", "is required"));
        Assert.Equal((422, "unknown_hold"), await Salon.PostAsync(Ben, "/bookings", ("hold_id", id)).CodeAsync());
        var booked = await Salon.PostAsync(Ada, "/bookings", ("hold_id", id), ("answers", new JsonObject { ["length"] = "short" }), ("notes", "Hello"));
        Assert.Equal((201, "pending"), (booked.Status, booked.Member("status")));
        var shown = await Salon.GetAsync(Ada, $"/bookings/{booked.Member("id")}");
        Assert.Equal(("Hello", "short"), (shown.Member("notes"), (string)shown.Json["answers"]!["length"]!));
    }

    [Fact]
    public async Task A_released_hold_frees_its_slot_at_once()
    {
        await Salon.ServiceAsync("cut");
        var id = (await Salon.HoldAsync(Ada, Ten)).Member("id");
        var delete = new Call("DELETE", $"/holds/{id}");
        Assert.Equal((404, "not_found"), await Salon.SendAsync(Ben, delete).CodeAsync());
        Assert.Equal((409, "slot_unavailable"), await Salon.BookAsync(Ben, Ten).CodeAsync());
        Assert.Equal(204, await Salon.SendAsync(Ada, delete).StatusAsync());
        Assert.Equal(204, await Salon.SendAsync(Ada, delete).StatusAsync());
        Assert.Equal(201, await Salon.BookAsync(Ben, Ten).StatusAsync());
        Assert.Equal((409, "hold_expired"), await Salon.PostAsync(Ada, "/bookings", ("hold_id", id)).CodeAsync());
        Assert.Equal(["hold-placed.v1", "hold-released.v1", "booking-made.v1"], await Salon.TypesAsync());
    }

    [Fact]
    public async Task A_hold_repeated_with_its_key_is_created_once()
    {
        await Salon.ServiceAsync("cut");
        var hold = Keyed("/holds", "hold", new JsonObject { ["slot"] = Ten, ["service_id"] = "cut" });
        var first = await Salon.SendAsync(Ada, hold());
        (await Salon.SendAsync(Ada, hold())).AssertReplayOf(first);
        (await Salon.SendAsync(Ada, Keyed("/holds", "hold", new JsonObject { ["slot"] = Eleven, ["service_id"] = "cut" })())).AssertReused();
        Assert.Equal(["hold-placed.v1"], await Salon.TypesAsync());
        Assert.Empty(await Salon.TypesAsync("chair-2"));
    }

    [Fact]
    public async Task Booking_a_hold_again_with_the_key_replays_even_after_expiry()
    {
        await Salon.ServiceAsync("cut");
        var id = (await Salon.HoldAsync(Ada, Ten)).Member("id");
        var book = Keyed("/bookings", "book", new JsonObject { ["hold_id"] = id });
        var first = await Salon.SendAsync(Ada, book());
        Assert.Equal(201, first.Status);
        Api.Clock.Advance(TimeSpan.FromMinutes(11));
        (await Salon.SendAsync(Ada, book())).AssertReplayOf(first);
        Assert.Equal(["hold-placed.v1", "booking-made.v1"], await Salon.TypesAsync());
    }

    [Fact]
    public async Task A_held_slot_is_not_offered_and_the_reason_is_shown()
    {
        await Salon.ServiceAsync("cut");
        await Salon.HoldAsync(Ada, Ten);
        var day = await Salon.GetAsync(Ben, $"/availability?service_id=cut&resource_id=chair-1&from={Ten}&to=2030-05-06T10:01:00Z&explain=true");
        Assert.Equal("held", (string)day.Json["days"]![0]!["refused"]![0]!["reason"]!);
    }

    private static Func<Call> Keyed(string path, string key, JsonObject body) =>
        () => Call.PostJson(path, body.ToJsonString()) with { Headers = [("Idempotency-Key", key)] };
}
