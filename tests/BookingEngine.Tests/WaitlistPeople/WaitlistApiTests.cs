using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>Joining, taking, refusing and leaving by the API.</summary>
public sealed class WaitlistApiTests : WaitingSalon
{
    [Fact]
    public async Task A_freed_slot_is_offered_and_taken_once()
    {
        var joined = await Salon.PostAsync(Ada, "/waitlist", Wish());
        var entry = joined.Member("id");
        Assert.Equal((201, $"/waitlist/{entry}", null), (joined.Status, joined.Header("Location"), joined.Json["offer"]));
        await FreeAsync();
        var offered = await WaitForAsync(Ada, entry, "offered");
        Assert.Equal((Ten, "chair-1"), ((string)offered.Json["offer"]!["slot"]!, (string)offered.Json["offer"]!["resource_id"]!));

        Assert.Equal((404, "not_found"), await Salon.PostAsync(Ben, $"/waitlist/{entry}/take").CodeAsync());
        var taken = await Salon.PostAsync(Ada, $"/waitlist/{entry}/take", ("notes", "By the window"));
        var again = await Salon.PostAsync(Ada, $"/waitlist/{entry}/take");

        Assert.Equal((200, Ten, "confirmed"), (taken.Status, taken.Member("slot"), taken.Member("status")));
        Assert.Equal((200, taken.Text), (again.Status, again.Text));
        Assert.Equal("By the window", (await Salon.GetAsync(Ada, $"/bookings/{taken.Member("id")}")).Member("notes"));
        var closed = await Salon.GetAsync(Ada, $"/waitlist/{entry}");
        Assert.Equal(("taken", taken.Member("id")), (closed.Member("status"), closed.Member("booking_id")));
    }

    [Fact]
    public async Task Joining_is_refused_while_a_slot_that_fits_is_free()
    {
        var refused = await Salon.PostAsync(Ada, "/waitlist", ("service_id", "cut"), ("from", "2030-05-06"), ("to", "2030-05-07"), ("times", Times("09:30", "12:00")));

        Assert.Equal((409, "slots_available"), (refused.Status, refused.Member("code")));
        Assert.Equal([Eleven, "2030-05-06T11:30:00Z"], refused.Json["next_starts"]!.AsArray().Select(start => (string)start!));
        Assert.Equal((422, "slot_in_past"), await Salon.PostAsync(Ada, "/waitlist", ("service_id", "cut"), ("from", "2030-04-01"), ("to", "2030-04-30")).CodeAsync());
        Assert.Equal((422, "range_reversed"), await Salon.PostAsync(Ada, "/waitlist", ("service_id", "cut"), ("from", "2030-05-08"), ("to", "2030-05-07")).CodeAsync());
        Assert.Equal((422, "unknown_service"), await Salon.PostAsync(Ada, "/waitlist", ("service_id", "shave"), ("from", "2030-05-06"), ("to", "2030-05-07")).CodeAsync());
    }

    [Theory]
    [InlineData("quantity", 2, "quantity_out_of_range")]
    [InlineData("duration", 45, "duration_not_offered")]
    [InlineData("resource_id", "chair-2", "service_not_offered")]
    [InlineData("resource_id", "chair-9", "unknown_resource")]
    public async Task What_the_service_can_never_give_is_refused(string field, object value, string code) =>
        Assert.Equal((422, code), await Salon.PostAsync(Ada, "/waitlist", Wish((field, JsonValue.Create(value)))).CodeAsync());

    [Fact]
    public async Task A_wish_may_be_a_year_long_and_never_be_met()
    {
        var joined = await Salon.PostAsync(Ada, "/waitlist", ("service_id", "cut"), ("from", "2030-05-06"), ("to", "2031-05-07"), ("times", Times("09:10", "09:20")));

        Assert.Equal((201, "2031-05-07T00:00:00Z"), (joined.Status, joined.Member("to")));
    }

    [Theory]
    [InlineData("2040-05-01", "2040-05-08", 201)]
    [InlineData("2040-05-01", "2040-05-09", 422)]
    [InlineData("8990-01-01", "8990-06-01", 422)]
    public async Task A_wish_ends_ten_years_from_now_at_the_latest(string from, string to, int status)
    {
        var joined = await Salon.PostAsync(Ada, "/waitlist", ("service_id", "cut"), ("from", from), ("to", to), ("times", Times("09:10", "09:20")));

        Assert.Equal((status, status == 201 ? null : "horizon"), (joined.Status, (string?)joined.Json["code"]));
    }

    [Fact]
    public async Task Nobody_has_more_than_ten_open_entries()
    {
        for (var n = 0; n < 10; n++)
        {
            await JoinAsync(Ada);
        }

        var refused = await Salon.PostAsync(Ada, "/waitlist", Wish());

        Assert.Equal((409, "waitlist_full"), (refused.Status, refused.Member("code")));
        await JoinAsync(Stella);
    }

    [Fact]
    public async Task A_repeated_request_to_join_gets_the_same_entry()
    {
        var call = Call.PostJson("/waitlist", With([], Wish()).ToJsonString()) with { Headers = [("Idempotency-Key", "one")] };
        var (first, second) = (await Salon.SendAsync(Ada, call), await Salon.SendAsync(Ada, Call.PostJson("/waitlist", With([], Wish()).ToJsonString()) with { Headers = [("Idempotency-Key", "one")] }));

        Assert.Equal((201, first.Text, "true"), (second.Status, second.Text, second.Header("Idempotent-Replayed")));
        Assert.Equal(first.Header("Location"), second.Header("Location"));
        Assert.Single((await Salon.GetAsync(Ada, "/waitlist")).Json["entries"]!.AsArray());
    }

    [Fact]
    public async Task An_offer_that_is_refused_goes_to_the_next_and_never_comes_back()
    {
        var (ada, stella) = (await JoinAsync(Ada), await JoinAsync(Stella));
        await FreeAsync();
        await WaitForAsync(Ada, ada, "offered");

        var refused = await Salon.PostAsync(Ada, $"/waitlist/{ada}/refuse");

        Assert.Equal((200, "waiting", null), (refused.Status, refused.Member("status"), refused.Json["offer"]));
        await WaitForAsync(Stella, stella, "offered");
        Assert.Equal((409, "hold_expired"), await Salon.PostAsync(Ada, $"/waitlist/{ada}/take").CodeAsync());
        Assert.Equal(204, (await Salon.SendAsync(Stella, new Call("DELETE", $"/waitlist/{stella}"))).Status);
        Assert.Equal(204, (await Salon.SendAsync(Stella, new Call("DELETE", $"/waitlist/{stella}"))).Status);
        Assert.Equal("left", (await Salon.GetAsync(Stella, $"/waitlist/{stella}")).Member("status"));
        Assert.Equal((409, "waitlist_closed"), await Salon.PostAsync(Stella, $"/waitlist/{stella}/take").CodeAsync());
        Assert.Equal("waiting", (await Salon.GetAsync(Ada, $"/waitlist/{ada}")).Member("status"));
    }

    [Fact]
    public async Task An_offer_cannot_be_taken_from_its_expiry_on()
    {
        var entry = await JoinAsync(Ada);
        await FreeAsync();
        var offer = (await WaitForAsync(Ada, entry, "offered")).Json["offer"]!;

        Assert.Equal((409, "hold_expired"), await Salon.PostAsync(Ada, $"/waitlist/{entry}/take", ("offer_id", $"{Guid.CreateVersion7()}")).CodeAsync());
        await Salon.AdvanceToAsync(DateTimeOffset.Parse((string)offer["expires_at"]!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((409, "hold_expired"), await Salon.PostAsync(Ada, $"/waitlist/{entry}/take", ("offer_id", (string)offer["id"]!)).CodeAsync());
    }

    [Fact]
    public async Task Staff_let_a_guest_wait_and_take_for_the_guest()
    {
        var guest = new JsonObject { ["name"] = "Grace", ["email"] = "grace@example.com" };
        var entry = await JoinAsync(Stella, ("guest", guest));
        Assert.Null((await Salon.GetAsync(Stella, $"/waitlist/{entry}")).Json["link"]);
        await FreeAsync();
        await WaitForAsync(Stella, entry, "offered");
        Assert.Contains("A place is free", (await Api.WaitForMailsAsync("grace@example.com", 1)).Single().Subject, StringComparison.Ordinal);

        var taken = await Salon.PostAsync(Stella, $"/waitlist/{entry}/take");

        Assert.Equal(200, taken.Status);
        Assert.Equal("""{"name":"Grace","email":"grace@example.com","phone":null}""", (await Salon.GetAsync(Stella, $"/bookings/{taken.Member("id")}")).Json["guest"]!.ToJsonString());
        Assert.Equal(404, (await Salon.GetAsync(Ada, $"/waitlist/{entry}")).Status);
    }

    private static JsonArray Times(string from, string to) => new(new JsonObject { ["from"] = from, ["to"] = to });
}

/// <summary>With a question that must be answered.</summary>
public sealed class WaitlistQuestionTests : WaitingSalon
{
    protected override (string Name, JsonNode? Value)[] Fields =>
        [("questions", new JsonArray(new JsonObject { ["id"] = "length", ["text"] = "How long?", ["type"] = "text", ["required"] = true }))];

    protected override (string Name, JsonNode? Value)[] BlockingFields => [("answers", new JsonObject { ["length"] = "short" })];

    [Fact]
    public async Task The_services_questions_are_asked_when_the_offer_is_taken()
    {
        var entry = await JoinAsync(Ada);
        await FreeAsync();
        await WaitForAsync(Ada, entry, "offered");

        (await Salon.PostAsync(Ada, $"/waitlist/{entry}/take")).AssertInvalidFields(("answers.length", "is required"));
        var taken = await Salon.PostAsync(Ada, $"/waitlist/{entry}/take", ("answers", new JsonObject { ["length"] = "long" }));

        Assert.Equal(200, taken.Status);
        Assert.Equal("long", (string?)(await Salon.GetAsync(Ada, $"/bookings/{taken.Member("id")}")).Json["answers"]!["length"]);
    }

    [Fact]
    public async Task The_page_asks_them_and_keeps_what_was_entered()
    {
        var joined = await Salon.PostAsync(Stella, "/waitlist", Wish(("guest", new JsonObject { ["name"] = "Grace" })));
        var token = joined.Member("link").Split("token=")[1];
        await FreeAsync();
        await WaitForAsync(Stella, joined.Member("id"), "offered");
        Assert.Contains("How long?", (await Api.SendAsync(Call.Get($"/waitlist?token={token}") with { Key = null })).Text, StringComparison.Ordinal);

        var refused = await Api.SendAsync(Call.PostForm("/waitlist", ("token", token), ("action", "take")) with { Key = null });
        var booked = await Api.SendAsync(Call.PostForm("/waitlist", ("token", token), ("action", "take"), ("answer.length", "long")) with { Key = null });

        Assert.Equal((422, 303), (refused.Status, booked.Status));
        Assert.Contains("Answer this question.", refused.Text, StringComparison.Ordinal);
    }
}
