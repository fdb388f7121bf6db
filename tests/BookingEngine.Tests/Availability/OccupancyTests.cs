using BookingEngine.Slots.Occupied;
using NodaTime;
using static BookingEngine.Tests.Availability.Given;

namespace BookingEngine.Tests.Availability;

public sealed class OccupancyTests
{
    private const int Seed = 20260301;

    [Fact]
    public void Occupancy_agrees_with_a_plain_list_after_random_changes()
    {
        var random = new Random(Seed);
        var (occupancy, list) = (Occupancy.None, new List<OccupiedSlot>());
        for (var n = 0; n < 5_000; n++)
        {
            occupancy = Change(occupancy, list, random);
            Assert.Equal(list.Count, occupancy.Count);
        }

        AssertHas(list, occupancy);
        Assert.Equal(occupancy.All, Occupancy.Of(list).All);
    }

    [Fact]
    public void Changes_in_place_leave_every_earlier_occupancy_as_it_was()
    {
        var random = new Random(Seed);
        List<(Occupancy Occupancy, List<OccupiedSlot> List)> made = [(Occupancy.None, [])];
        for (var n = 0; n < 300; n++)
        {
            var (from, former) = made[random.Next(Math.Max(0, made.Count - 5), made.Count)];
            var (changing, list) = (from.Changing(), new List<OccupiedSlot>(former));
            for (var changes = random.Next(60); changes > 0; changes--)
            {
                changing = Change(changing, list, random);
            }

            made.Add((changing.Unchanging(), list));
        }

        Assert.All(made, state => AssertHas(state.List, state.Occupancy));
    }

    [Fact]
    public void An_entry_added_again_replaces_the_first()
    {
        var entry = Booking("2026-06-01T10:00Z", "2026-06-01T11:00Z");
        var occupancy = Occupancy.None.Add(entry).Add(entry with { Quantity = 3 });
        Assert.Equal(3, Assert.Single(occupancy.All).Quantity);
        Assert.True(occupancy.TryFind(entry.Id, out var found));
        Assert.Equal(3, found.Quantity);
        Assert.Empty(occupancy.Remove(entry.Id).All);
        Assert.Same(occupancy, occupancy.Remove(Guid.CreateVersion7()));
    }

    [Fact]
    public void An_entry_is_kept_until_27_hours_and_31_days_after_its_end()
    {
        var occupancy = Occupancy.None.Add(Booking("2026-06-01T10:00Z", "2026-06-01T11:00Z", after: 15));
        Assert.Equal(1, occupancy.Forget(At("2026-07-03T14:15Z")).Count);
        Assert.Equal(0, occupancy.Forget(At("2026-07-03T14:16Z")).Count);
    }

    [Fact]
    public void A_hold_is_remembered_until_it_expires()
    {
        var occupancy = Occupancy.None.Add(new OccupiedSlot(
            Guid.CreateVersion7(), OccupiedBy.Hold, Massage, At("2026-06-01T10:00Z"), At("2026-06-01T11:00Z"), Duration.Zero, Duration.Zero, 1, false, true,
            At("2026-05-01T08:10Z")));
        Assert.Equal(1, occupancy.Forget(At("2026-05-01T08:10Z") - Duration.FromTicks(1)).Count);
        Assert.Equal(0, occupancy.Forget(At("2026-05-01T08:10Z")).Count);
    }

    private static Occupancy Change(Occupancy occupancy, List<OccupiedSlot> list, Random random)
    {
        if (list.Count > 0 && random.Next(3) == 0)
        {
            var removed = list[random.Next(list.Count)];
            list.Remove(removed);
            return occupancy.Remove(removed.Id);
        }

        if (random.Next(200) == 0)
        {
            var now = LongBefore + Duration.FromMinutes(random.Next(20_000));
            list.RemoveAll(e => (e.Expires ?? e.End + e.BufferAfter + Occupancy.Kept) < now);
            return occupancy.Forget(now);
        }

        var entry = Entry(random);
        list.Add(entry);
        return occupancy.Add(entry);
    }

    private static void AssertHas(List<OccupiedSlot> expected, Occupancy occupancy)
    {
        Assert.Equal(expected.OrderBy(e => e.Start).ThenBy(e => e.Id), occupancy.All);
        Assert.Equal(expected.Count, occupancy.Count);
        Assert.All(expected, entry => Assert.True(occupancy.TryFind(entry.Id, out var found) && ReferenceEquals(found, entry)));
    }

    private static OccupiedSlot Entry(Random random)
    {
        var start = LongBefore + Duration.FromMinutes(random.Next(20_000));
        return new(
            Guid.CreateVersion7(), OccupiedBy.Hold, Massage, start, start + Duration.FromMinutes(random.Next(1, 600)), Duration.FromMinutes(random.Next(30)),
            Duration.FromMinutes(random.Next(30)), 1, false, true, random.Next(4) == 0 ? start - Duration.FromMinutes(random.Next(600)) : null);
    }
}
