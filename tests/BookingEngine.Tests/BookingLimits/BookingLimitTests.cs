using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.BookingLimits;

/// <summary>Limits on what can be booked in a period, by anyone. The resources are open round the clock in UTC. 2 June 2031 is a Monday.</summary>
public sealed class BookingLimitTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Sunday = "2031-06-01T10:00:00Z", Monday = "2031-06-02T10:00:00Z", MondayNoon = "2031-06-02T12:00:00Z",
        Friday = "2031-06-06T10:00:00Z", NextMonday = "2031-06-09T10:00:00Z", NextMonth = "2031-07-01T10:00:00Z";

    [Theory]
    [InlineData("day", MondayNoon, "2031-06-03T00:00:00Z")]
    [InlineData("week", "2031-06-08T23:00:00Z", NextMonday)]
    [InlineData("month", "2031-06-30T23:00:00Z", NextMonth)]
    public async Task A_limit_counts_bookings_by_local_period(string per, string same, string next)
    {
        var (service, ada) = (await NewServiceAsync(2, Limit(per, count: 1)), await api.NewPersonAsync());
        Assert.Equal(201, (await BookAsync(ada, service, Monday)).Status);
        (await BookAsync(await api.NewPersonAsync(), service, same)).AssertProblem(
            409, "booking_limit_reached", "No more bookings are taken for that day, week or month. Choose a later time.");
        Assert.Equal(201, (await BookAsync(ada, service, next)).Status);
    }

    [Fact]
    public async Task A_week_starts_on_monday()
    {
        var (service, ada) = (await NewServiceAsync(1, Limit("week", count: 1)), await api.NewPersonAsync());
        Assert.Equal("201, 201, 409", await StatusesAsync(ada, service, Sunday, Monday, Friday));
    }

    [Fact]
    public async Task The_strictest_of_several_limits_applies()
    {
        var service = await NewServiceAsync(3, Limit("day", count: 2), Limit("week", minutes: 180), Limit("month", count: 4));
        var ada = await api.NewPersonAsync();
        Assert.Equal("201, 201, 409", await StatusesAsync(ada, service, Monday, MondayNoon, "2031-06-02T14:00:00Z"));
        Assert.Equal("201, 409", await StatusesAsync(ada, service, Friday, "2031-06-07T10:00:00Z"));
        Assert.Equal("201, 409, 201", await StatusesAsync(ada, service, NextMonday, "2031-06-16T10:00:00Z", NextMonth));
    }

    [Fact]
    public async Task The_search_offers_nothing_in_a_full_period_and_explains_it()
    {
        var (service, ada) = (await NewServiceAsync(1, Limit("day", count: 1)), await api.NewPersonAsync());
        var find = $"/availability?service_id={service}&from=2031-06-02&to=2031-06-04&explain=true";
        Assert.Equal("24, 24", Slots(await api.GetAsync(ada, find)));
        var booked = await BookAsync(ada, service, Monday);
        var found = await api.GetAsync(await api.NewPersonAsync(), find);
        Assert.Equal("0, 24", Slots(found));
        Assert.All(found.Json["days"]![0]!["refused"]!.AsArray(), start => Assert.Equal("limit", (string)start!["reason"]!));
        Assert.Equal(
            "2031-06-03T00:00:00Z",
            (string)(await api.GetAsync(ada, $"/availability/next?service_id={service}&from=2031-06-02")).Json["slots"]![0]!["start"]!);

        Assert.Equal(200, (await CancelAsync(ada, booked)).Status);
        Assert.Equal("24, 24", Slots(await api.GetAsync(ada, find)));
    }

    [Fact]
    public async Task Cancelling_declining_and_moving_away_free_a_place_at_once()
    {
        var (service, ada, admin) = (await NewServiceAsync(2, [Limit("day", count: 1)], ("approval", true)), await api.NewPersonAsync(), await api.AdminAsync());
        var pending = await BookAsync(ada, service, Monday);
        Assert.Equal("pending", pending.Member("status"));
        Assert.Equal((409, "booking_limit_reached"), await BookAsync(ada, service, MondayNoon).CodeAsync());
        Assert.Equal(200, (await api.SendAsync(Call.Post($"/bookings/{pending.Member("id")}/decline") with { Token = admin.Token })).Status);
        var second = await BookAsync(ada, service, MondayNoon);
        Assert.Equal(200, (await MoveAsync(ada, second, Friday)).Status);
        var third = await BookAsync(ada, service, Monday);
        Assert.Equal((201, (409, "booking_limit_reached")), (third.Status, await MoveAsync(ada, third, "2031-06-06T14:00:00Z").CodeAsync()));
        Assert.Equal(200, (await CancelAsync(ada, third)).Status);
        Assert.Equal(201, (await BookAsync(ada, service, MondayNoon)).Status);
    }

    [Fact]
    public async Task A_booking_moves_within_its_full_period_and_between_resources()
    {
        var (service, ada) = (await NewServiceAsync(2, Limit("day", count: 1), Limit("month", minutes: 60)), await api.NewPersonAsync());
        var booked = await BookAsync(ada, service, Monday, ("resource_id", $"{service}-0"));
        Assert.Equal(200, (await MoveAsync(ada, booked, MondayNoon)).Status);
        Assert.Equal(200, (await MoveAsync(ada, booked, MondayNoon, ("resource_id", $"{service}-1"))).Status);
        Assert.Equal(200, (await MoveAsync(ada, booked, Friday, ("resource_id", $"{service}-0"))).Status);
        Assert.Equal((409, "booking_limit_reached"), await BookAsync(ada, service, Monday).CodeAsync());
        Assert.Equal(200, (await MoveAsync(ada, booked, NextMonth)).Status);
        Assert.Equal(201, (await BookAsync(ada, service, Monday)).Status);
    }

    [Fact]
    public async Task A_hold_counts_until_it_is_released_or_becomes_a_booking()
    {
        var (service, ada) = (await NewServiceAsync(2, Limit("day", count: 1)), await api.NewPersonAsync());
        var hold = await HoldAsync(ada, service, Monday);
        Assert.Equal((409, "booking_limit_reached"), await BookAsync(ada, service, MondayNoon).CodeAsync());
        Assert.Equal((409, "booking_limit_reached"), await HoldAsync(ada, service, MondayNoon).CodeAsync());
        Assert.Equal(204, (await api.SendAsync(new Call("DELETE", $"/holds/{hold.Member("id")}") with { Token = ada.Token })).Status);
        var second = await HoldAsync(ada, service, MondayNoon);
        Assert.Equal(201, second.Status);
        var booked = await api.PostAsync(ada, "/bookings", new JsonObject { ["hold_id"] = second.Member("id") });
        Assert.Equal((201, (409, "booking_limit_reached")), (booked.Status, await BookAsync(ada, service, Monday).CodeAsync()));
        Assert.Equal(200, (await CancelAsync(ada, booked)).Status);
        Assert.Equal(201, (await BookAsync(ada, service, Monday)).Status);
    }

    [Fact]
    public async Task Only_a_marked_override_passes_and_it_counts()
    {
        var (service, admin) = (await NewServiceAsync(3, Limit("day", count: 1)), await api.AdminAsync());
        var beyond = await BookAsync(admin, service, Monday, ("override", true));
        Assert.Equal((201, (409, "booking_limit_reached")), (beyond.Status, await BookAsync(admin, service, MondayNoon).CodeAsync()));
        Assert.Equal(201, (await BookAsync(admin, service, MondayNoon, ("override", true))).Status);
        var other = await BookAsync(admin, service, Friday);
        Assert.Equal((409, "booking_limit_reached"), await MoveAsync(admin, other, "2031-06-02T14:00:00Z").CodeAsync());
        Assert.Equal(200, (await MoveAsync(admin, other, "2031-06-02T14:00:00Z", ("override", true))).Status);
    }

    [Fact]
    public async Task Setting_a_limit_counts_existing_bookings_and_cancels_none()
    {
        var (service, ada, admin) = (await NewServiceAsync(2), await api.NewPersonAsync(), await api.AdminAsync());
        var first = await BookAsync(ada, service, Monday);
        Assert.Equal("201, 201", await StatusesAsync(ada, service, MondayNoon, Friday));

        await SetAsync(admin, $"/services/{service}", Limit("day", count: 1));

        Assert.Equal("409, 409, 201", await StatusesAsync(ada, service, "2031-06-02T14:00:00Z", "2031-06-06T14:00:00Z", "2031-06-04T10:00:00Z"));
        Assert.Equal(200, (await MoveAsync(ada, first, "2031-06-02T15:00:00Z")).Status);
        Assert.Equal(4, (await api.ListAsync(ada)).SlotsOf().Length);
        Assert.Equal(200, (await CancelAsync(ada, first)).Status);
        Assert.Equal((409, "booking_limit_reached"), await BookAsync(ada, service, Monday).CodeAsync());
        await SetAsync(admin, $"/services/{service}", Limit("day", count: 2));
        Assert.Equal("201, 409", await StatusesAsync(ada, service, Monday, "2031-06-02T16:00:00Z"));
        await SetAsync(admin, $"/services/{service}");
        Assert.Equal(201, (await BookAsync(ada, service, "2031-06-02T16:00:00Z")).Status);
        await SetAsync(admin, $"/services/{service}", Limit("day", count: 3));
        Assert.Equal((409, "booking_limit_reached"), await BookAsync(ada, service, "2031-06-02T18:00:00Z").CodeAsync());
    }

    [Fact]
    public async Task A_resources_limit_counts_all_its_services()
    {
        var (service, ada, admin) = (await NewServiceAsync(1), await api.NewPersonAsync(), await api.AdminAsync());
        var chair = $"{service}-0";
        var other = CatalogueCalls.NewId("other");
        Assert.Equal(201, (await api.PostAsync(admin, "/services", SalonFixture.With(CatalogueCalls.Service(other), ("resource_ids", new JsonArray(chair))))).Status);
        await SetAsync(admin, $"/resources/{chair}", Limit("day", minutes: 120));

        Assert.Equal(201, (await BookAsync(ada, service, Monday)).Status);
        Assert.Equal(201, (await BookAsync(ada, other, "2031-06-02T12:00:00Z")).Status);
        Assert.Equal((409, "booking_limit_reached"), await BookAsync(ada, other, "2031-06-02T15:00:00Z").CodeAsync());
        Assert.Equal(201, (await BookAsync(ada, other, "2031-06-03T15:00:00Z")).Status);
        var found = await api.GetAsync(ada, $"/availability?service_id={other}&from=2031-06-02&to=2031-06-03&explain=true");
        Assert.Equal("0", Slots(found));
    }

    [Fact]
    public async Task A_full_resource_leaves_its_services_bookings_to_others()
    {
        var (service, ada, admin) = (await NewServiceAsync(2), await api.NewPersonAsync(), await api.AdminAsync());
        await SetAsync(admin, $"/resources/{service}-0", Limit("day", count: 1));
        Assert.Equal(201, (await BookAsync(ada, service, Monday, ("resource_id", $"{service}-0"))).Status);
        Assert.Equal($"{service}-1", (await BookAsync(ada, service, MondayNoon)).Member("resource_id"));
    }

    [Fact]
    public async Task A_group_session_counts_each_booking_and_its_minutes_once()
    {
        var ada = await api.NewPersonAsync();
        var byCount = await NewServiceAsync(1, [Limit("day", count: 2)], ("capacity", 10));
        Assert.Equal("201, 201, 409", await StatusesAsync(ada, byCount, Monday, Monday, Monday));
        var byMinutes = await NewServiceAsync(1, [Limit("day", minutes: 60)], ("capacity", 10));
        Assert.Equal("201, 201, 201, 409", await StatusesAsync(ada, byMinutes, Monday, Monday, Monday, MondayNoon));
    }

    [Fact]
    public async Task A_request_against_a_rule_claims_nothing()
    {
        var (service, ada) = (await NewServiceAsync(1, Limit("month", count: 1)), await api.NewPersonAsync());
        Assert.Equal((422, "slot_off_grid"), await BookAsync(ada, service, "2031-06-02T10:01:00Z").CodeAsync());
        Assert.Equal((422, "slot_off_grid"), await HoldAsync(ada, service, "3000-06-02T10:01:00Z").CodeAsync());
        Assert.DoesNotContain(await api.StreamsAsync(), name => name.StartsWith("period-", StringComparison.Ordinal) && name.EndsWith(service, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_at_the_end_of_the_calendar_has_no_starts()
    {
        var (service, ada) = (await NewServiceAsync(1, Limit("week", count: 1)), await api.NewPersonAsync());
        Assert.Equal("", Slots(await api.GetAsync(ada, $"/availability?service_id={service}&from=9998-12-30&to=9999-01-02")));
        Assert.Equal("", Slots(await api.GetAsync(ada, $"/availability?service_id={service}&from=9999-12-01T00:00:00Z&to=9999-12-31T00:00:00Z")));
    }

    [Theory]
    [InlineData("""[{"per":"year","count":1}]""", "booking_limits[0].per", "must be day or week or month")]
    [InlineData("""[{"per":"day"}]""", "booking_limits[0].count", "is required without minutes")]
    [InlineData("""[{"per":"day","count":0}]""", "booking_limits[0].count", "must be a whole number from 1 to 1000000")]
    [InlineData("""[{"count":1}]""", "booking_limits[0].per", "is required")]
    public async Task An_invalid_limit_is_refused(string limits, string field, string message)
    {
        var body = SalonFixture.With(CatalogueCalls.Service(), ("booking_limits", JsonNode.Parse(limits)));
        var answer = await api.PostAsync(await api.AdminAsync(), "/services", body);
        answer.AssertInvalidFields((field, message));
    }

    private static JsonObject Limit(string per, int? count = null, int? minutes = null) =>
        new() { ["per"] = per, ["count"] = count, ["minutes"] = minutes };

    /// <summary>How many starts each day offers.</summary>
    private static string Slots(Answer found) => string.Join(", ", found.Json["days"]!.AsArray().Select(day => day!["slots"]!.AsArray().Count));

    private async Task<string> StatusesAsync(Person person, string service, params string[] slots)
    {
        List<int> statuses = [];
        foreach (var slot in slots)
        {
            statuses.Add((await BookAsync(person, service, slot)).Status);
        }

        return string.Join(", ", statuses);
    }

    private Task<Answer> BookAsync(Person person, string service, string slot, params (string Name, JsonNode? Value)[] fields) =>
        api.PostAsync(person, "/bookings", SalonFixture.With(new JsonObject { ["slot"] = slot, ["service_id"] = service }, fields));

    private Task<Answer> HoldAsync(Person person, string service, string slot) =>
        api.PostAsync(person, "/holds", new JsonObject { ["slot"] = slot, ["service_id"] = service });

    private Task<Answer> MoveAsync(Person person, Answer booking, string slot, params (string Name, JsonNode? Value)[] fields) =>
        api.PostAsync(person, $"/bookings/{booking.Member("id")}/reschedule", SalonFixture.With(new JsonObject { ["slot"] = slot }, fields));

    private Task<Answer> CancelAsync(Person person, Answer booking) =>
        api.SendAsync(Call.Post($"/bookings/{booking.Member("id")}/cancel") with { Token = person.Token });

    private async Task SetAsync(Person admin, string path, params JsonObject[] limits)
    {
        var body = (await api.GetAsync(admin, path)).Json;
        body["booking_limits"] = new JsonArray([.. limits]);
        Assert.Equal(200, (await api.PutAsync(admin, path, body, "*")).Status);
    }

    private Task<string> NewServiceAsync(int resources, params JsonObject[] limits) => NewServiceAsync(resources, limits, ("description", null));

    private async Task<string> NewServiceAsync(int resources, JsonObject[] limits, params (string Name, JsonNode? Value)[] fields) => (await api.NewHourAsync(
        await api.AdminAsync(), resources, [("booking_limits", new JsonArray([.. limits])), .. fields])).Service;
}
