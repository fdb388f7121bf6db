using BookingEngine.Bookings;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Mongo;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Bookings.Series;

public abstract class ChangeSeriesCases : SeriesCases
{
    [Fact]
    public async Task Following_ones_are_cancelled_in_one_event_and_again_changes_nothing()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        var path = $"/bookings/{bookings[2]["id"]}/cancel";
        var answer = await Salon.PostAsync(SalonFixture.Ada, path, ("scope", "following"), ("reason", "Moving away."));
        Assert.Equal((200, "cancelled", 2), (answer.Status, answer.Member("status"), answer.Json["series"]!["bookings"]!.AsArray().Count));
        Assert.Equal(["05-06T10:00", "05-13T10:00", "05-20T10:00 cancelled", "05-27T10:00 cancelled"], await ListedAsync(SalonFixture.Ada, bookings[0]));
        Assert.Equal(["booking-made.v1*4", "booking-cancelled.v1*2"], await Salon.TypesAsync());
        Assert.Equal(answer.Json["series"]!.ToJsonString(), (await Salon.PostAsync(SalonFixture.Ada, path, ("scope", "following"))).Json["series"]!.ToJsonString());
        Assert.Equal(2, (await Salon.TypesAsync()).Length);
        Assert.Equal("Moving away.", (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{bookings[3]["id"]}")).Member("reason"));
    }

    [Fact]
    public async Task One_is_cancelled_by_default()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        Assert.Equal(200, await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[1]["id"]}/cancel").StatusAsync());
        Assert.Equal(["05-06T10:00", "05-13T10:00 cancelled", "05-20T10:00", "05-27T10:00"], await ListedAsync(SalonFixture.Ada, bookings[0]));
    }

    [Fact]
    public async Task Within_the_notice_a_booking_is_kept_and_all_kept_is_refused()
    {
        await Salon.ServiceAsync("cut", ("cancellation_notice", 24 * 60));
        var bookings = await BookedAsync(SalonFixture.Ada);
        await Salon.AdvanceToAsync(DateTimeOffset.Parse("2030-05-12T12:00:00Z", null));
        var answer = await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[0]["id"]}/cancel", ("scope", "all"));
        Assert.Equal((200, "05-13T10:00 notice"), (answer.Status, Assert.Single(Kept(answer))));
        Assert.Equal(["05-06T10:00", "05-13T10:00", "05-20T10:00 cancelled", "05-27T10:00 cancelled"], await ListedAsync(SalonFixture.Ada, bookings[0]));
        Assert.Equal((422, "cancellation_window"), await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[0]["id"]}/cancel", ("scope", "all")).CodeAsync());
    }

    [Fact]
    public async Task All_move_by_as_many_days_and_as_much_on_the_clock()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        var answer = await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[1]["id"]}", "2030-05-14T11:30:00Z", ("scope", "all"));
        Assert.Equal(200, answer.Status);
        Assert.Equal(["05-07T11:30", "05-14T11:30", "05-21T11:30", "05-28T11:30"], await ListedAsync(SalonFixture.Ada, bookings[0]));
        Assert.Equal(["booking-made.v1*4", "booking-rescheduled.v1*4"], await Salon.TypesAsync());
        Assert.Equal("2030-05-06T10:00:00", (string)(await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{bookings[0]["id"]}")).Json["recurrence_id"]!);
    }

    [Fact]
    public async Task They_do_not_stand_in_their_own_way()
    {
        await Salon.ServiceAsync("cut", ("limits", System.Text.Json.Nodes.JsonNode.Parse("""{"per_day": 1}""")));
        var bookings = await BookedAsync(SalonFixture.Ada);
        var answer = await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[0]["id"]}", "2030-05-13T10:30:00Z", ("scope", "all"));
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(["05-13T10:30", "05-20T10:30", "05-27T10:30", "06-03T10:30"], await ListedAsync(SalonFixture.Ada, bookings[0]));
        Assert.Equal((409, "limit_reached"), await Salon.BookAsync(SalonFixture.Ada, "2030-06-03T15:00:00Z").CodeAsync());
        Assert.Equal(201, await Salon.BookAsync(SalonFixture.Ada, "2030-05-06T15:00:00Z").StatusAsync());
    }

    [Fact]
    public async Task If_one_cannot_move_none_moves_or_it_stays()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-20T12:00:00Z");
        var path = $"{bookings[0]["id"]}";
        var refused = await Salon.RescheduleAsync(SalonFixture.Ada, path, "2030-05-06T12:00:00Z", ("scope", "all"));
        Assert.Equal((409, "series_unavailable", "05-20T10:00 taken"), (refused.Status, refused.Member("code"), Assert.Single(Skipped(refused, "reasons"))));
        var moved = await Salon.RescheduleAsync(SalonFixture.Ada, path, "2030-05-06T12:00:00Z", ("scope", "all"), ("on_conflict", "skip"));
        Assert.Equal((200, "05-20T10:00 taken"), (moved.Status, Assert.Single(Kept(moved))));
        Assert.Equal(["05-06T12:00", "05-13T12:00", "05-20T10:00", "05-27T12:00"], await ListedAsync(SalonFixture.Ada, bookings[0]));
    }

    [Fact]
    public async Task If_the_named_one_cannot_move_none_moves_although_others_may_stay()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-13T12:00:00Z");
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var refused = await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[1]["id"]}", "2030-05-13T12:00:00Z", ("scope", "all"), ("on_conflict", "skip"));
            Assert.Equal((409, "slot_unavailable"), (refused.Status, refused.Member("code")));
            Assert.Equal(["05-06T10:00", "05-13T10:00", "05-20T10:00", "05-27T10:00"], await ListedAsync(SalonFixture.Ada, bookings[0]));
        }
    }

    [Fact]
    public async Task One_that_cannot_move_keeps_those_that_would_take_its_time()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada, "FREQ=DAILY;COUNT=4");
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-08T12:00:00Z");
        var moved = await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[0]["id"]}", "2030-05-06T12:00:00Z", ("scope", "all"), ("on_conflict", "skip"));
        Assert.Equal((200, "05-08T10:00 taken"), (moved.Status, Assert.Single(Kept(moved))));
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-10T12:00:00Z");
        var refused = await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[0]["id"]}", "2030-05-07T12:00:00Z", ("scope", "all"));
        Assert.Equal(["05-06T10:00 taken", "05-07T10:00 taken", "05-09T10:00 taken"], Skipped(refused, "reasons"));
    }

    [Fact]
    public async Task One_at_another_resource_is_kept_although_moved_ones_are_included()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        Assert.Equal(200, await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[1]["id"]}", "2030-05-13T10:00:00Z", ("resource_id", "chair-2")).StatusAsync());
        var moved = await Salon.RescheduleAsync(
            SalonFixture.Ada, $"{bookings[0]["id"]}", "2030-05-06T12:00:00Z", ("scope", "all"), ("include_moved", true), ("on_conflict", "skip"));
        Assert.True(moved.Status == 200, moved.Text);
        Assert.Equal("05-13T10:00 changed", Assert.Single(Kept(moved)));
        Assert.Equal(["05-06T12:00", "05-13T10:00", "05-20T12:00", "05-27T12:00"], await ListedAsync(SalonFixture.Ada, bookings[0]));
    }

    [Fact]
    public async Task Approving_only_bookings_of_the_past_is_refused_as_for_one()
    {
        await Salon.ServiceAsync("cut", ("approval", true));
        var bookings = await BookedAsync(SalonFixture.Ada);
        await Salon.AdvanceToAsync(DateTimeOffset.Parse("2030-05-28T12:00:00Z", null));
        Assert.Equal((422, "slot_in_past"), await Salon.PostAsync(SalonFixture.Stella, $"/bookings/{bookings[0]["id"]}/approve", ("scope", "all")).CodeAsync());
    }

    [Fact]
    public async Task While_the_read_model_lacks_a_booking_a_scope_changes_none()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        var (models, stream) = (Salon.Services.GetRequiredService<IReadModelStore>(), StreamName.Parse("calendar-chair-1"));
        var all = await models.ListOfStreamAsync(BookingsProjection.ModelName, stream, CancellationToken.None);
        var version = all.Max(document => document.Version);
        Assert.True(await models.TryReplaceStreamAsync(BookingsProjection.ModelName, stream, version, [.. all.Where(d => d.Id != $"{bookings[2]["id"]}")]));
        Assert.Equal(503, (await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[0]["id"]}/cancel", ("scope", "all"))).Status);
        Assert.True(await models.TryReplaceStreamAsync(BookingsProjection.ModelName, stream, version, all));
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[0]["id"]}/cancel", ("scope", "all"))).Status);
        Assert.All(await ListedAsync(SalonFixture.Ada, bookings[0]), shown => Assert.EndsWith("cancelled", shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_was_moved_alone_stays_unless_it_is_included()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[1]["id"]}", "2030-05-14T15:00:00Z");
        Assert.True((bool)(await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{bookings[1]["id"]}")).Json["moved_alone"]!);
        await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[0]["id"]}", "2030-05-06T11:00:00Z", ("scope", "all"));
        Assert.Equal(["05-06T11:00", "05-14T15:00", "05-20T11:00", "05-27T11:00"], await ListedAsync(SalonFixture.Ada, bookings[0]));
        await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[0]["id"]}", "2030-05-06T12:00:00Z", ("scope", "all"), ("include_moved", true));
        Assert.Equal(["05-06T12:00", "05-14T16:00", "05-20T12:00", "05-27T12:00"], await ListedAsync(SalonFixture.Ada, bookings[0]));
    }

    [Fact]
    public async Task All_pending_ones_are_approved_at_once()
    {
        await Salon.ServiceAsync("cut", ("approval", true));
        var bookings = await BookedAsync(SalonFixture.Ada);
        Assert.Equal(403, await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[0]["id"]}/approve", ("scope", "all")).StatusAsync());
        var answer = await Salon.PostAsync(SalonFixture.Stella, $"/bookings/{bookings[0]["id"]}/approve", ("scope", "all"));
        Assert.Equal((200, "confirmed"), (answer.Status, answer.Member("status")));
        Assert.Equal(["booking-made.v1*4", "booking-approved.v1*4"], await Salon.TypesAsync());
        Assert.Equal((409, "wrong_state"), await Salon.PostAsync(SalonFixture.Stella, $"/bookings/{bookings[0]["id"]}/decline", ("scope", "all")).CodeAsync());
    }

    [Fact]
    public async Task A_scope_is_refused_for_a_booking_without_a_series_and_for_strangers()
    {
        await Salon.ServiceAsync("cut");
        var single = (await Salon.BookAsync(SalonFixture.Ada, "2030-06-10T10:00:00Z")).Member("id");
        Assert.Equal((422, "not_in_series"), await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{single}/cancel", ("scope", "all")).CodeAsync());
        var bookings = await BookedAsync(SalonFixture.Ada);
        Assert.Equal((404, "not_found"), await Salon.PostAsync(SalonFixture.Ben, $"/bookings/{bookings[0]["id"]}/cancel", ("scope", "all")).CodeAsync());
        Assert.Equal(422, await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[0]["id"]}", "2030-05-06T12:00:00Z", ("include_moved", true)).StatusAsync());
        Assert.Equal(
            (422, "series_resource_fixed"),
            await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[0]["id"]}", "2030-05-06T12:00:00Z", ("scope", "all"), ("resource_id", "chair-2")).CodeAsync());
    }

    [Fact]
    public async Task One_that_moved_to_another_resource_is_cancelled_with_the_others()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        Assert.Equal(200, await Salon.RescheduleAsync(SalonFixture.Ada, $"{bookings[1]["id"]}", "2030-05-13T12:00:00Z", ("resource_id", "chair-2")).StatusAsync());
        Assert.Equal(200, await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[3]["id"]}/cancel", ("scope", "all")).StatusAsync());
        Assert.Equal(["05-06T10:00 cancelled", "05-13T12:00 cancelled", "05-20T10:00 cancelled", "05-27T10:00 cancelled"], await ListedAsync(SalonFixture.Ada, bookings[0]));
    }
}

public sealed class ChangeSeriesTests : ChangeSeriesCases;

public sealed class ChangeSeriesOnReplicaSetTests : ChangeSeriesCases
{
    protected override MongoEngine? Engine => MongoEngine.ReplicaSet;
}

public sealed class ChangeSeriesOnCosmosTests : ChangeSeriesCases
{
    protected override MongoEngine? Engine => MongoEngine.CosmosRu;
}
