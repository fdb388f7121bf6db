using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Bookings;

/// <summary>The numbered edge cases about races, capacity and changes of bookings, over HTTP. One subclass for each store.</summary>
public abstract class EdgeCases : IAsyncLifetime
{
    protected SalonFixture Salon { get; private set; } = null!;

    public async Task InitializeAsync() => Salon = await OpenAsync();

    public abstract Task DisposeAsync();

    protected abstract Task<SalonFixture> OpenAsync();

    /// <summary>A confirmation records one event. It sends no mail and calls no webhook.</summary>
    [Fact]
    public async Task Case_18_of_50_concurrent_posts_for_one_slot_one_succeeds()
    {
        await Salon.ServiceAsync("cut");
        var answers = await RaceTests.AtOnceAsync(50, n => Salon.BookAsync(n % 2 == 0 ? Ada : Ben, Ten));
        Assert.Equal((1, 49), (answers.Count(a => a.Status == 201), answers.Count(a => a.Status == 409)));
        Assert.All(answers.Where(a => a.Status == 409), a => Assert.Equal("slot_unavailable", a.Member("code")));
        Assert.Equal(["booking-made.v1"], await Salon.TypesAsync());
    }

    [Fact]
    public async Task Case_19_overlapping_services_on_one_resource_get_one_concurrent_booking()
    {
        await Salon.ServiceAsync("cut");
        await Salon.ServiceAsync("shave");
        var answers = await RaceTests.AtOnceAsync(2, n => n == 0 ? Salon.BookAsync(Ada, Ten) : Salon.BookAsync(Ben, HalfPast, ("service_id", "shave")));
        Assert.Equal([201, 409], answers.Select(a => a.Status).Order());
        Assert.Equal(["booking-made.v1"], await Salon.TypesAsync());
    }

    [Fact]
    public async Task Case_20_of_two_pending_for_one_time_the_first_approval_wins()
    {
        await Salon.ServiceAsync("cut", ("approval", true), ("pending_blocks", false));
        string[] pending = [await PendingAsync(Ada, Ten), await PendingAsync(Ben, Ten)];
        var answers = await RaceTests.AtOnceAsync(2, n => Salon.PostAsync(Stella, $"/bookings/{pending[n]}/approve"));
        Assert.Equal([200, 409], answers.Select(a => a.Status).Order());
        Assert.Equal("slot_unavailable", answers.Single(a => a.Status == 409).Member("code"));
        Assert.Equal("confirmed", answers.Single(a => a.Status == 200).Member("status"));

        string[] later = [await PendingAsync(Ada, "2030-05-06T12:00:00Z"), await PendingAsync(Ben, "2030-05-06T12:00:00Z")];
        Assert.Equal(200, await Salon.PostAsync(Stella, $"/bookings/{later[1]}/approve").StatusAsync());
        Assert.Equal((409, "slot_unavailable"), await Salon.PostAsync(Stella, $"/bookings/{later[0]}/approve").CodeAsync());
        Assert.Equal("declined", (await Salon.PostAsync(Stella, $"/bookings/{later[0]}/decline")).Member("status"));
        Assert.Equal(2, (await Salon.TypesAsync()).Count(type => type == "booking-approved.v1"));
    }

    [Fact]
    public async Task Case_21_a_hold_blocks_others_until_the_instant_it_expires()
    {
        await Salon.ServiceAsync("cut");
        var hold = await Salon.HoldAsync(Ada, Ten);
        Assert.Equal((201, "2030-05-01T12:10:00Z"), (hold.Status, hold.Member("expires_at")));
        Salon.Clock.SetUtcNow(RunningApi.Start.AddMinutes(10).AddTicks(-1));
        Assert.Equal((409, "slot_unavailable"), await Salon.BookAsync(Ben, Ten).CodeAsync());
        Salon.Clock.SetUtcNow(RunningApi.Start.AddMinutes(10));
        Assert.Equal((409, "hold_expired"), await Salon.PostAsync(Ada, "/bookings", ("hold_id", hold.Member("id"))).CodeAsync());
        Assert.Equal(201, await Salon.BookAsync(Ben, Ten).StatusAsync());
        Assert.Equal(["hold-placed.v1", "booking-made.v1"], await Salon.TypesAsync());
    }

    [Fact]
    public async Task Case_22_capacity_counts_simultaneous_bookings()
    {
        await Salon.ResourceAsync("room-1", capacity: 2);
        await Salon.ResourceAsync("room-2", capacity: 2);
        string[] rooms = ["room-1", "room-2"];
        foreach (var (service, duration) in new[] { ("cut", 60), ("long", 120) })
        {
            await Salon.ServiceAsync(service, ("duration", duration), ("resource_ids", new JsonArray("room-1", "room-2")));
        }

        foreach (var (room, slot) in new[] { (rooms[0], Ten), (rooms[0], Eleven), (rooms[1], Ten), (rooms[1], HalfPast) })
        {
            Assert.Equal(201, await Salon.BookAsync(Ada, slot, ("resource_id", room)).StatusAsync());
        }

        Assert.Equal(201, await Salon.BookAsync(Ben, Ten, ("service_id", "long"), ("resource_id", rooms[0])).StatusAsync());
        Assert.Equal((409, "slot_unavailable"), await Salon.BookAsync(Ben, Ten, ("service_id", "long"), ("resource_id", rooms[1])).CodeAsync());
    }

    [Theory]
    [InlineData(0, "2030-05-06T11:15:00Z")]
    [InlineData(10, "2030-05-06T11:25:00Z")]
    public async Task Case_23_both_buffers_count(int before, string next)
    {
        await Salon.ServiceAsync("cut", ("slot_interval", 5), ("buffer_after", 15), ("buffer_before", before));
        Assert.Equal(201, await Salon.BookAsync(Ada, Ten).StatusAsync());
        var refused = await Salon.BookAsync(Ben, "2030-05-06T11:00:00Z");
        Assert.Equal((409, next), (refused.Status, (string)refused.Json["next_starts"]![0]!));
        Assert.Equal(201, await Salon.BookAsync(Ben, next).StatusAsync());
    }

    [Fact]
    public async Task Case_24_a_booking_does_not_block_itself()
    {
        await Salon.ServiceAsync("cut");
        var booked = await Salon.BookAsync(Ada, Ten);
        var moved = await Salon.RescheduleAsync(Ada, booked.Member("id"), HalfPast);
        Assert.Equal(
            (200, booked.Member("id"), HalfPast, "2030-05-06T11:30:00Z"), (moved.Status, moved.Member("id"), moved.Member("slot"), moved.Member("end")));
        Assert.Equal($$"""{"bookings":[{{moved.Text}}]}""", (await Salon.GetAsync(Ada, "/bookings")).Text);
        Assert.Equal(201, await Salon.BookAsync(Ben, "2030-05-06T09:30:00Z").StatusAsync());
        Assert.Equal((409, "slot_unavailable"), await Salon.BookAsync(Ben, Eleven).CodeAsync());
        Assert.Equal(["booking-made.v1", "booking-rescheduled.v1", "booking-made.v1"], await Salon.TypesAsync());
    }

    [Fact]
    public async Task Case_25_the_notice_begins_after_its_instant_and_administrators_still_may()
    {
        await Salon.ServiceAsync("cut", ("cancellation_notice", 24 * 60));
        var (first, second) = (await Salon.BookAsync(Ada, Ten), await Salon.BookAsync(Ada, Ten, ("resource_id", "chair-2")));
        var lastMoment = new DateTimeOffset(2030, 5, 5, 10, 0, 0, TimeSpan.Zero);
        await Salon.AdvanceToAsync(lastMoment);
        Assert.Equal(200, await Salon.PostAsync(Ada, $"/bookings/{first.Member("id")}/cancel").StatusAsync());
        Salon.Clock.SetUtcNow(lastMoment.AddSeconds(1));
        Assert.Equal((422, "cancellation_window"), await Salon.PostAsync(Ada, $"/bookings/{second.Member("id")}/cancel").CodeAsync());
        var byAdmin = await Salon.PostAsync(Admin, $"/bookings/{second.Member("id")}/cancel");
        Assert.Equal((200, "cancelled", true), (byAdmin.Status, byAdmin.Member("status"), (bool)byAdmin.Json["override"]!));
        Assert.Equal(byAdmin.Text, (await Salon.GetAsync(Ada, $"/bookings/{second.Member("id")}")).Text);
        Assert.Contains("\"is_override\":false", (await Salon.EventsAsync())[^1].Json, StringComparison.Ordinal);
        Assert.Contains("\"is_override\":true", (await Salon.EventsAsync("chair-2"))[^1].Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_26_a_cancelled_slot_is_rebooked_and_repeated_cancellation_changes_nothing()
    {
        await Salon.ServiceAsync("cut");
        var first = await Salon.BookAsync(Ada, Ten);
        var cancelled = await Salon.PostAsync(Ada, $"/bookings/{first.Member("id")}/cancel");
        var second = await Salon.BookAsync(Ada, Ten);
        Assert.Equal((200, "cancelled", 201), (cancelled.Status, cancelled.Member("status"), second.Status));
        Assert.NotEqual(first.Member("id"), second.Member("id"));
        var again = await Salon.PostAsync(Ada, $"/bookings/{first.Member("id")}/cancel");
        Assert.Equal((200, cancelled.Text), (again.Status, again.Text));
        Assert.Equal(["booking-made.v1", "booking-cancelled.v1", "booking-made.v1"], await Salon.TypesAsync());
    }

    [Fact]
    public async Task Case_29_a_repeated_key_replays_and_another_body_is_refused()
    {
        await Salon.ServiceAsync("cut");
        var (first, again) = (await KeyedAsync(Ten), await KeyedAsync(Ten));
        Assert.Equal((201, null), (first.Status, first.Header("Idempotent-Replayed")));
        Assert.Equal((201, first.Text, "true"), (again.Status, again.Text, again.Header("Idempotent-Replayed")));
        Assert.Equal((422, "idempotency_key_reused"), await KeyedAsync(Eleven).CodeAsync());
        Assert.Equal(["booking-made.v1"], await Salon.TypesAsync());
    }

    private Task<Answer> KeyedAsync(string slot) => Salon.SendAsync(
        Ada, Idempotency.IdempotentCalls.Of("", "case 29", $$"""{"slot":"{{slot}}","service_id":"cut","resource_id":"chair-1"}"""));

    private async Task<string> PendingAsync(string person, string slot)
    {
        var pending = await Salon.BookAsync(person, slot);
        Assert.Equal((201, "pending"), (pending.Status, pending.Member("status")));
        return pending.Member("id");
    }
}

/// <summary>On the embedded store.</summary>
public sealed class EmbeddedEdgeCases : EdgeCases, IDisposable
{
    private readonly RunningApi _api = new();

    protected override async Task<SalonFixture> OpenAsync()
    {
        await _api.InitializeAsync();
        return await SalonFixture.OpenAsync(_api);
    }

    public override Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();
}
