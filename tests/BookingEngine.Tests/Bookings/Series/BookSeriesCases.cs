using BookingEngine.Tests.Http;
using BookingEngine.Tests.Mongo;

namespace BookingEngine.Tests.Bookings.Series;

public abstract class BookSeriesCases : SeriesCases
{
    [Fact]
    public async Task A_series_is_booked_in_one_commit_with_one_event()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        Assert.Equal(["05-06T10:00", "05-13T10:00", "05-20T10:00", "05-27T10:00"], bookings.Select(Shown));
        Assert.Single(bookings.Select(b => $"{b["series_id"]}").Distinct());
        Assert.Equal(["2030-05-06T10:00:00", "2030-05-13T10:00:00"], bookings.Take(2).Select(b => (string)b["recurrence_id"]!));
        Assert.Equal(["booking-made.v1*4"], await Salon.TypesAsync());
        Assert.Equal(bookings.Select(Shown), await ListedAsync(SalonFixture.Ada, bookings[0]));
        var one = await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{bookings[2]["id"]}");
        Assert.Equal(($"{bookings[2]["series_id"]}", "05-20T10:00"), (one.Member("series_id"), Shown(one.Json)));
        Assert.Equal(4, (await Salon.GetAsync(SalonFixture.Ada, "/bookings")).Json["bookings"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_year_of_days_is_one_series()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada, "FREQ=DAILY;COUNT=366", ("notes", new string('n', 2_000)));
        Assert.Equal(366, bookings.Length);
        Assert.Equal(366, (await Salon.GetAsync(SalonFixture.Ada, "/bookings")).Json["bookings"]!.AsArray().Count);
        var last = await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{bookings[365]["id"]}");
        Assert.Equal(new string('n', 2_000), last.Member("notes"));
        var history = await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{bookings[365]["id"]}/history");
        Assert.Equal($"{bookings[0]["series_id"]}", (string)Assert.Single(history.Json["entries"]!.AsArray())!["operation_id"]!);
    }

    [Fact]
    public async Task Without_skipping_a_taken_time_refuses_all_with_every_reason()
    {
        await Salon.ServiceAsync("cut");
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-13T10:30:00Z");
        await Salon.HoldAsync(SalonFixture.Ben, "2030-05-27T10:00:00Z");
        var refused = await BookAsync(SalonFixture.Ada);
        Assert.Equal((409, "series_unavailable"), (refused.Status, refused.Member("code")));
        Assert.Equal(["05-13T10:00 taken", "05-27T10:00 held"], Skipped(refused, "reasons"));
        Assert.Empty((await Salon.GetAsync(SalonFixture.Ada, "/bookings")).Json["bookings"]!.AsArray());
    }

    [Fact]
    public async Task With_skipping_what_is_possible_is_booked_and_counts()
    {
        await Salon.ServiceAsync("cut");
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-06T10:30:00Z");
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-20T10:00:00Z");
        var booked = await BookAsync(SalonFixture.Ada, Weekly, ("on_conflict", "skip"));
        Assert.Equal((201, "05-13T10:00 05-27T10:00"), (booked.Status, string.Join(' ', booked.Json["bookings"]!.AsArray().Select(Shown))));
        Assert.Equal(["05-06T10:00 taken", "05-20T10:00 taken"], Skipped(booked));
        Assert.Equal(["05-13T10:00", "05-27T10:00"], await ListedAsync(SalonFixture.Ada, booked.Json["bookings"]![0]!.AsObject()));
    }

    [Fact]
    public async Task Nothing_that_is_possible_is_refused_although_times_may_be_skipped()
    {
        await Salon.ServiceAsync("cut");
        await BookedAsync(SalonFixture.Ben);
        var refused = await BookAsync(SalonFixture.Ada, Weekly, ("on_conflict", "skip"));
        Assert.Equal((409, 4), (refused.Status, Skipped(refused, "reasons").Length));
    }

    [Fact]
    public async Task One_resource_is_chosen_for_the_whole_series()
    {
        await Salon.ServiceAsync("cut");
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-20T10:00:00Z");
        var bookings = await BookedAsync(SalonFixture.Ada, Weekly, ("resource_id", null));
        Assert.Equal(["chair-2"], bookings.Select(b => (string)b["resource_id"]!).Distinct());
        var skipping = await BookAsync(SalonFixture.Ada, Weekly, ("resource_id", null), ("on_conflict", "skip"));
        Assert.Equal(("chair-1", "05-20T10:00 taken"), ((string)skipping.Json["bookings"]![0]!["resource_id"]!, Assert.Single(Skipped(skipping))));
    }

    [Fact]
    public async Task Times_of_a_series_that_overlap_are_tested_like_any_other()
    {
        await Salon.ServiceAsync("cut", ("duration", 60 * 48), ("slot_interval", 30));
        var refused = await BookAsync(SalonFixture.Ada, "FREQ=DAILY;COUNT=4");
        Assert.Equal(["05-07T10:00 taken", "05-09T10:00 taken"], Skipped(refused, "reasons"));
    }

    [Fact]
    public async Task Places_of_a_group_service_are_taken_in_each_session()
    {
        await Salon.ServiceAsync("cut", ("capacity", 3));
        await BookedAsync(SalonFixture.Ada, Weekly, ("quantity", 2));
        Assert.Equal((409, 4), await RefusedAsync(("quantity", 2)));
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, Weekly, ("quantity", 1))).Status);

        async Task<(int, int)> RefusedAsync((string, System.Text.Json.Nodes.JsonNode?) field)
        {
            var refused = await BookAsync(SalonFixture.Ben, Weekly, field);
            return (refused.Status, Skipped(refused, "reasons").Length);
        }
    }

    [Theory]
    [InlineData("FREQ=SECONDLY;COUNT=2", 422, "rule_invalid")]
    [InlineData("FREQ=DAILY;COUNT=367", 422, "rule_invalid")]
    [InlineData("FREQ=DAILY", 422, "rule_unbounded")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", 422, "rule_start_mismatch")]
    [InlineData("FREQ=MONTHLY;BYDAY=002MO;COUNT=2", 422, "rule_invalid")]
    [InlineData("FREQ=YEARLY;BYDAY=-001MO;COUNT=2", 422, "rule_invalid")]
    [InlineData("FREQ=DAILY;UNTIL=99991231", 422, "rule_invalid")]
    [InlineData("FREQ=DAILY;UNTIL=-99980101", 422, "rule_invalid")]
    [InlineData("FREQ=DAILY;UNTIL=99991231T235959Z", 422, "rule_invalid")]
    [InlineData("FREQ=WEEKLY;BYDAY=TU;COUNT=2", 422, "rule_start_mismatch")]
    public async Task A_bad_rule_is_refused_and_nothing_changes(string rule, int status, string code)
    {
        await Salon.ServiceAsync("cut");
        Assert.Equal((status, code), await BookAsync(SalonFixture.Ada, rule).CodeAsync());
        Assert.Empty(await Salon.TypesAsync());
    }

    [Fact]
    public async Task A_retry_with_the_same_key_gets_the_same_series()
    {
        await Salon.ServiceAsync("cut");
        var (first, second) = (await Salon.SendAsync(SalonFixture.Ada, KeyedCall()), await Salon.SendAsync(SalonFixture.Ada, KeyedCall()));
        Assert.Equal((201, first.Text), (second.Status, second.Text));
        Assert.Equal(["booking-made.v1*4"], await Salon.TypesAsync());

        static Call KeyedCall() => Call.PostJson("/bookings/series", $$"""{"rule":"{{Weekly}}","slot":"{{SalonFixture.Ten}}","service_id":"cut"}""") with
        {
            Headers = [("Idempotency-Key", "one")],
        };
    }

    [Fact]
    public async Task Limits_count_each_booking_of_a_series()
    {
        await Salon.ServiceAsync("cut", ("limits", System.Text.Json.Nodes.JsonNode.Parse("""{"active": 3, "per_day": 1}""")));
        var refused = await BookAsync(SalonFixture.Ada);
        Assert.Equal((409, "05-27T10:00 limit"), (refused.Status, Assert.Single(Skipped(refused, "reasons"))));
        var booked = await BookAsync(SalonFixture.Ada, Weekly, ("on_conflict", "skip"));
        Assert.Equal((201, "05-27T10:00 limit"), (booked.Status, Assert.Single(Skipped(booked))));
        Assert.Equal((409, "limit_reached"), await Salon.BookAsync(SalonFixture.Ada, "2030-06-03T10:00:00Z").CodeAsync());
        var first = $"{booked.Json["bookings"]![0]!["id"]}";
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{first}/cancel", ("scope", "all"))).Status);
        Assert.Equal(201, (await BookAsync(SalonFixture.Ada, "FREQ=WEEKLY;COUNT=3")).Status);
    }

    [Fact]
    public async Task Booking_limits_of_the_service_count_each_booking_of_a_series()
    {
        await Salon.ServiceAsync("cut", ("booking_limits", System.Text.Json.Nodes.JsonNode.Parse("""[{"per": "month", "count": 3}]""")));
        var booked = await BookAsync(SalonFixture.Ada, "FREQ=WEEKLY;COUNT=5", ("on_conflict", "skip"));
        Assert.Equal((201, "05-27T10:00 limit"), (booked.Status, Assert.Single(Skipped(booked))));
        Assert.Equal((409, "booking_limit_reached"), await Salon.BookAsync(SalonFixture.Ben, "2030-05-30T10:00:00Z").CodeAsync());
    }

    [Fact]
    public async Task Of_20_overlapping_series_at_once_each_is_whole_or_refused()
    {
        await Salon.ServiceAsync("cut");
        var answers = await Race.RunAsync(20, inFlight: 20, n => BookAsync(
            n % 2 == 0 ? SalonFixture.Ada : SalonFixture.Ben, "FREQ=DAILY;COUNT=5", ("slot", $"2030-05-{6 + (n % 4):00}T10:00:00Z")));
        var booked = answers.Where(a => a.Status == 201).SelectMany(a => a.Json["bookings"]!.AsArray().Select(Shown)).ToList();
        Assert.Equal(booked.Count, booked.Distinct().Count());
        Assert.Equal((1, 5), (answers.Count(a => a.Status == 201), booked.Count));
        Assert.All(answers.Where(a => a.Status != 201), a => Assert.Equal((409, "series_unavailable"), (a.Status, a.Member("code"))));
    }

    [Fact]
    public async Task Others_do_not_see_a_series_and_staff_of_the_resource_do()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        Assert.Empty(await ListedAsync(SalonFixture.Ben, bookings[0]));
        Assert.Equal(4, (await ListedAsync(SalonFixture.Stella, bookings[0])).Length);
        var page = await Salon.GetAsync(SalonFixture.Admin, $"/bookings?series_id={bookings[0]["series_id"]}&limit=3");
        Assert.Equal(3, page.Json["bookings"]!.AsArray().Count);
        var next = await Salon.GetAsync(SalonFixture.Admin, $"/bookings?series_id={bookings[0]["series_id"]}&limit=3&cursor={page.Member("next_cursor")}");
        Assert.Equal("05-27T10:00", Shown(Assert.Single(next.Json["bookings"]!.AsArray())));
    }
}

public sealed class BookSeriesTests : BookSeriesCases;

public sealed class BookSeriesOnReplicaSetTests : BookSeriesCases
{
    protected override MongoEngine? Engine => MongoEngine.ReplicaSet;
}

public sealed class BookSeriesOnCosmosTests : BookSeriesCases
{
    protected override MongoEngine? Engine => MongoEngine.CosmosRu;
}
