using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Visits;

/// <summary>A visit by the API: wash at one of two chairs, then cut by Kim, then dry with the chair of the wash again. Stella is staff of the first chair.</summary>
public sealed class VisitBookingTests : SalonTests
{
    private const string Kim = "kim@example.com";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Salon.ResourceAsync("kim");
        await Salon.JoinAsync(Kim, "kim");
        await Salon.ServiceAsync("wash", ("duration", 20), ("buffer_after", 10), ("price", Euro(15)));
        await Salon.ServiceAsync("trim", ("duration", 30), ("buffer_before", 10), ("resource_ids", new JsonArray("kim")), ("price", Euro(30)));
        await Salon.ServiceAsync("dry", ("duration", 10), ("price", Euro(5)));
        await VisitAsync("visit", "wash", "trim", "dry");
    }

    [Fact]
    public async Task The_starts_of_a_visit_whose_segment_has_no_active_resource_are_not_explained()
    {
        var retired = SalonFixture.With((await Salon.GetAsync(SalonFixture.Admin, "/resources/kim")).Json, ("active", false));
        Assert.Equal(200, (await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/resources/kim", retired.ToJsonString(), "*"))).Status);
        var explained = await Salon.GetAsync(SalonFixture.Ada, "/availability?service_id=visit&from=2030-05-06&to=2030-05-07&explain=true");
        Assert.Equal((200, "[]"), (explained.Status, explained.Json["days"]!.ToJsonString()));
        Assert.Equal((422, "resource_inactive"), await BookAsync(SalonFixture.Ada, SalonFixture.Ten).CodeAsync());
    }

    [Fact]
    public async Task A_visit_is_one_booking_with_its_parts()
    {
        var booked = await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_ids", new JsonArray("chair-1")));
        Assert.Equal((201, "chair-1", "2030-05-06T11:20:00Z"), (booked.Status, booked.Member("resource_id"), booked.Member("end")));
        Assert.Equal("""[{"resource_id":"chair-1","need":0},{"resource_id":"kim","need":1}]""", booked.Json["resources"]!.ToJsonString());
        Assert.Equal(
            """[{"service_id":"wash","resource_id":"chair-1","start":"2030-05-06T10:00:00Z","end":"2030-05-06T10:20:00Z"},"""
            + """{"service_id":"trim","resource_id":"kim","start":"2030-05-06T10:40:00Z","end":"2030-05-06T11:10:00Z"},"""
            + """{"service_id":"dry","resource_id":"chair-1","start":"2030-05-06T11:10:00Z","end":"2030-05-06T11:20:00Z"}]""",
            booked.Json["segments"]!.ToJsonString());
        foreach (var path in new[] { "/bookings", "/bookings?scope=all", "/bookings?resource_id=chair-1", "/bookings?resource_id=kim&status=confirmed" })
        {
            var listed = (await Salon.GetAsync(path == "/bookings" ? SalonFixture.Ada : SalonFixture.Admin, path)).Json["bookings"]!.AsArray();
            Assert.Equal((path, booked.Json.ToJsonString()), (path, Assert.Single(listed)!.ToJsonString()));
        }

        Assert.Empty((await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=chair-2")).Json["bookings"]!.AsArray());
    }

    [Fact]
    public async Task Each_resource_is_busy_for_its_own_parts_only()
    {
        await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_ids", new JsonArray("chair-1")));
        Assert.Equal(["wash 10:00-10:20", "dry 11:10-11:20"], await BusyAsync("chair-1"));
        Assert.Equal(["trim 10:40-11:10"], await BusyAsync("kim"));
        await Salon.ServiceAsync("quick", ("duration", 10), ("slot_interval", 10), ("resource_ids", new JsonArray("kim", "chair-1")));
        Assert.Equal(["10:00", "10:10", "10:20", "11:10", "11:20"], await StartsAsync("quick", "kim"));
        Assert.Equal(["10:30", "10:40", "10:50", "11:00", "11:20"], await StartsAsync("quick", "chair-1"));
    }

    [Fact]
    public async Task A_slot_shows_who_gives_each_part()
    {
        await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_ids", new JsonArray("chair-1")));
        var found = await Salon.GetAsync(SalonFixture.Ada, "/availability?service_id=visit&from=2030-05-06T08:00:00Z&to=2030-05-06T11:30:00Z");
        var slots = found.Json["days"]![0]!["slots"]!.AsArray();
        Assert.Equal(["2030-05-06T08:00:00Z", "2030-05-06T08:30:00Z", "2030-05-06T09:00:00Z", "2030-05-06T11:00:00Z"], slots.Select(s => s!["start"]!.GetValue<string>()));
        Assert.Equal("2030-05-06T12:20:00Z", slots[3]!["end"]!.GetValue<string>());
        Assert.Equal(["wash chair-2", "trim kim", "dry chair-1"], slots[3]!["segments"]!.AsArray().Select(s => $"{s!["service_id"]} {s["resource_id"]}"));
        var refused = await BookAsync(SalonFixture.Ben, SalonFixture.Ten);
        Assert.Equal((409, "slot_unavailable", "2030-05-06T11:00:00Z"), (refused.Status, refused.Member("code"), refused.Json["next_starts"]![0]!.GetValue<string>()));
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, SalonFixture.Eleven)).Status);
    }

    [Fact]
    public async Task A_part_with_the_same_resource_stays_with_it()
    {
        await VisitAsync("pair", "wash", "dry");
        var same = new JsonArray(Segment("wash"), With(Segment("dry"), "same"));
        await Salon.ServiceAsync("same", [.. VisitFields(same)]);
        await Salon.ServiceAsync("quick", ("duration", 10), ("slot_interval", 10));
        foreach (var (chair, slot) in new[] { ("chair-1", "2030-05-06T10:30:00Z"), ("chair-2", SalonFixture.Ten) })
        {
            Assert.Equal(201, (await Salon.BookAsync(SalonFixture.Ben, slot, ("service_id", "quick"), ("resource_id", chair))).Status);
        }

        Assert.Equal((409, "slot_unavailable"), await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("service_id", "same")).CodeAsync());
        var booked = await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("service_id", "pair"));
        Assert.Equal(["chair-1", "chair-2"], booked.Json["segments"]!.AsArray().Select(s => s!["resource_id"]!.GetValue<string>()));
        Assert.Single((await BookAsync(SalonFixture.Ada, SalonFixture.Eleven, ("service_id", "same"))).Json["resources"]!.AsArray());
    }

    [Fact]
    public async Task A_visit_has_the_length_and_the_price_of_its_parts()
    {
        foreach (var path in new[] { "/services/visit", "/services" })
        {
            var answer = (await Salon.GetAsync(SalonFixture.Ada, path)).Json;
            var shown = path == "/services" ? answer["services"]!.AsArray().Single(s => s!["id"]!.GetValue<string>() == "visit")! : answer;
            Assert.Equal((80, 50m), (shown["duration"]!.GetValue<int>(), shown["price"]!["amount"]!.GetValue<decimal>()));
            Assert.Equal("""[{"service_id":"wash","with":"any"},{"service_id":"trim","with":"any"},{"service_id":"dry","with":"any"}]""", shown["segments"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task A_visit_is_cancelled_whole_and_frees_all_its_parts()
    {
        var id = (await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_ids", new JsonArray("chair-1")))).Member("id");
        Assert.Equal(404, (await Salon.PostAsync(Kim, $"/bookings/{id}/cancel")).Status);
        Assert.Equal(200, (await Salon.GetAsync(Kim, $"/bookings/{id}")).Status);
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Stella, $"/bookings/{id}/cancel")).Status);
        Assert.Empty(await BusyAsync("chair-1"));
        Assert.Empty(await BusyAsync("kim"));
        Assert.Equal("cancelled", Assert.Single((await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=kim")).Json["bookings"]!.AsArray())!["status"]!.GetValue<string>());
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, SalonFixture.Ten)).Status);
    }

    [Fact]
    public async Task A_pending_visit_is_approved_when_others_use_gaps_of_its_calendars()
    {
        await Salon.ServiceAsync("asked", [.. VisitFields(new JsonArray(Segment("wash"), Segment("trim"), Segment("dry"))), ("approval", true)]);
        await Salon.ServiceAsync("quick", ("duration", 10), ("slot_interval", 10), ("resource_ids", new JsonArray("kim")));
        var pending = await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("service_id", "asked"), ("resource_ids", new JsonArray("chair-1")));
        Assert.Equal((201, "pending"), (pending.Status, pending.Member("status")));
        Assert.Equal(201, (await Salon.BookAsync(SalonFixture.Ben, SalonFixture.Ten, ("service_id", "quick"), ("resource_id", "kim"))).Status);
        var approved = await Salon.PostAsync(SalonFixture.Stella, $"/bookings/{pending.Member("id")}/approve");
        Assert.Equal((200, "confirmed"), (approved.Status, approved.Member("status")));
    }

    [Fact]
    public async Task A_visit_moves_whole_with_its_resources()
    {
        var id = (await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_ids", new JsonArray("chair-2")))).Member("id");
        var free = await Salon.GetAsync(SalonFixture.Ada, $"/availability?booking_id={id}&from=2030-05-06T10:00:00Z&to=2030-05-06T11:00:00Z");
        Assert.Equal(["2030-05-06T10:00:00Z", "2030-05-06T10:30:00Z"], free.Json["days"]![0]!["slots"]!.AsArray().Select(s => s!["start"]!.GetValue<string>()));
        var moved = await Salon.RescheduleAsync(SalonFixture.Ada, id, SalonFixture.HalfPast);
        Assert.Equal((200, "2030-05-06T10:30:00Z"), (moved.Status, moved.Member("slot")));
        Assert.Equal(["chair-2", "kim", "chair-2"], moved.Json["segments"]!.AsArray().Select(s => s!["resource_id"]!.GetValue<string>()));
        Assert.Equal(["wash 10:30-10:50", "dry 11:40-11:50"], await BusyAsync("chair-2"));
        Assert.Equal(["trim 11:10-11:40"], await BusyAsync("kim"));
        Assert.Empty(await BusyAsync("chair-1"));
        var past = await Salon.GetAsync(SalonFixture.Admin, $"/bookings/{id}/history");
        Assert.Equal(200, past.Status);
        await Salon.ServiceAsync("other", ("resource_ids", new JsonArray("kim")));
        var changed = SalonFixture.With(RequestJson.Object(new BookingEngine.Functions.Catalogue.Services.ServiceRequest { Name = "Visit", ResourceIds = [] }), VisitFields(new JsonArray(Segment("wash"), Segment("other"))));
        Assert.Equal(200, (await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/services/visit", changed.ToJsonString(), "*"))).Status);
        Assert.Equal((422, "visit_changed"), await Salon.RescheduleAsync(SalonFixture.Ada, id, SalonFixture.Ten).CodeAsync());
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{id}/cancel")).Status);
    }

    [Fact]
    public async Task A_hold_of_a_visit_becomes_the_visit()
    {
        var hold = await Salon.HoldAsync(SalonFixture.Ada, SalonFixture.Ten, ("service_id", "visit"));
        Assert.Equal((201, 3), (hold.Status, hold.Json["segments"]!.AsArray().Count));
        Assert.Equal((409, "slot_unavailable"), await BookAsync(SalonFixture.Ben, SalonFixture.Ten).CodeAsync());
        Assert.Equal(["trim 10:40-11:10"], await BusyAsync("kim"));
        var booked = await Salon.SendAsync(SalonFixture.Ada, Call.PostJson("/bookings", new JsonObject { ["hold_id"] = hold.Member("id") }.ToJsonString()));
        Assert.Equal((201, 3), (booked.Status, booked.Json["segments"]!.AsArray().Count));
        Assert.Equal(["trim 10:40-11:10"], await BusyAsync("kim"));
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{booked.Member("id")}/cancel")).Status);
        Assert.Empty(await BusyAsync("kim"));
    }

    [Fact]
    public async Task A_retired_resource_is_replaced_and_the_visit_keeps_its_time()
    {
        var id = (await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_ids", new JsonArray("chair-1")))).Member("id");
        var retired = SalonFixture.With(CatalogueCalls.OpenRoundTheClock("chair-1"), ("active", false)).ToJsonString();
        var refused = await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/resources/chair-1", retired, "*"));
        Assert.Equal((409, "resource_has_bookings"), (refused.Status, refused.Member("code")));
        Assert.StartsWith("The resource has 1 booking ahead.", refused.Member("detail"), StringComparison.Ordinal);
        Assert.Equal(200, (await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/resources/chair-1?move_to=chair-2", retired, "*"))).Status);
        var moved = await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{id}");
        Assert.Equal((SalonFixture.Ten, "chair-2"), (moved.Member("slot"), moved.Member("resource_id")));
        Assert.Equal(["wash 10:00-10:20", "dry 11:10-11:20"], await BusyAsync("chair-2"));
        Assert.Empty(await BusyAsync("chair-1"));
    }

    [Fact]
    public async Task Time_off_between_the_parts_of_a_resource_is_no_conflict()
    {
        await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_ids", new JsonArray("chair-1")));
        Assert.Equal((200, 0), await TimeOffAsync("10:20", "11:10"));
        Assert.Equal((200, 1), await TimeOffAsync("11:10", "11:15"));
    }

    [Fact]
    public async Task Limits_of_the_visit_count_it_with_its_whole_time()
    {
        await Salon.ServiceAsync("alone", [.. VisitFields([Segment("wash"), Segment("trim")]), ("limits", new JsonObject { ["per_day"] = 1 }), ("exclusive_per_customer", true)]);
        Assert.Equal(201, (await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("service_id", "alone"))).Status);
        Assert.Equal((409, "limit_reached"), await BookAsync(SalonFixture.Ada, "2030-05-06T14:00:00Z", ("service_id", "alone")).CodeAsync());
        var busy = await Salon.GetAsync(SalonFixture.Ada, "/availability?service_id=alone&from=2030-05-06T00:00:00Z&to=2030-05-07T00:00:00Z");
        Assert.Empty(busy.Json["days"]!.AsArray());
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, "2030-05-06T14:00:00Z", ("service_id", "alone"))).Status);
    }

    [Fact]
    public async Task A_retired_part_ends_the_offer_of_the_visit()
    {
        var retired = SalonFixture.With(CatalogueCalls.Service("dry"), ("active", false));
        Assert.Equal(200, (await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/services/dry", retired.ToJsonString(), "*"))).Status);
        Assert.Equal((422, "service_inactive"), await BookAsync(SalonFixture.Ada, SalonFixture.Ten).CodeAsync());
        Assert.Equal(422, (await Salon.GetAsync(SalonFixture.Ada, "/availability?service_id=visit&from=2030-05-06T08:00:00Z&to=2030-05-06T11:00:00Z")).Status);
    }

    private Task<Answer> BookAsync(string person, string slot, params (string Name, JsonNode? Value)[] fields) =>
        Salon.BookAsync(person, slot, [("service_id", "visit"), ("resource_id", null), .. fields]);

    private Task VisitAsync(string id, params string[] services) => Salon.ServiceAsync(id, VisitFields(new JsonArray([.. services.Select(s => (JsonNode)Segment(s))])));

    private static (string Name, JsonNode? Value)[] VisitFields(JsonArray segments) => [("duration", null), ("resource_ids", null), ("segments", segments)];

    private static JsonObject Segment(string service) => new() { ["service_id"] = service };

    private static JsonObject With(JsonObject segment, string with) => SalonFixture.With(segment, ("with", with));

    private static JsonObject Euro(int amount) => new() { ["amount"] = amount, ["currency"] = "EUR" };

    private async Task<string[]> BusyAsync(string resource)
    {
        var calendar = await Salon.GetAsync(SalonFixture.Admin, $"/resources/{resource}/calendar?from=2030-05-06T00:00:00Z&to=2030-05-07T00:00:00Z");
        Assert.Equal(200, calendar.Status);
        return [.. calendar.Json["entries"]!.AsArray().Select(e => $"{e!["service_id"]} {e["slot"]!.GetValue<string>()[11..16]}-{e["end"]!.GetValue<string>()[11..16]}")];
    }

    private async Task<(int Status, int Conflicts)> TimeOffAsync(string from, string to)
    {
        var off = new JsonArray(new JsonObject { ["from"] = $"2030-05-06T{from}:00Z", ["to"] = $"2030-05-06T{to}:00Z" });
        var changed = SalonFixture.With(CatalogueCalls.OpenRoundTheClock("chair-1"), ("time_off", off)).ToJsonString();
        var answer = await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/resources/chair-1", changed, "*"));
        return (answer.Status, answer.Json["conflicts"]?.AsArray().Count ?? 0);
    }

    private async Task<string[]> StartsAsync(string service, string resource)
    {
        var found = await Salon.GetAsync(SalonFixture.Ben, $"/availability?service_id={service}&resource_id={resource}&from=2030-05-06T10:00:00Z&to=2030-05-06T11:30:00Z");
        return [.. found.Json["days"]![0]!["slots"]!.AsArray().Select(s => s!["start"]!.GetValue<string>()[11..16])];
    }
}
