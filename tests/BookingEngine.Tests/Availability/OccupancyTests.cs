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
            if (list.Count > 0 && random.Next(3) == 0)
            {
                var removed = list[random.Next(list.Count)];
                list.Remove(removed);
                occupancy = occupancy.Remove(removed.Id);
            }
            else if (random.Next(200) == 0)
            {
                var now = LongBefore + Duration.FromMinutes(random.Next(20_000));
                list.RemoveAll(e => (e.Expires ?? e.End + e.BufferAfter + Occupancy.Kept) < now);
                occupancy = occupancy.Forget(now);
            }
            else
            {
                var entry = Entry(random);
                list.Add(entry);
                occupancy = occupancy.Add(entry);
            }

            Assert.Equal(list.Count, occupancy.Count);
        }

        Assert.Equal(list.OrderBy(e => e.Start).ThenBy(e => e.Id), occupancy.All);
        Assert.Equal(occupancy.All, Occupancy.Of(list).All);
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
    public void An_entry_is_kept_until_an_hour_and_31_days_after_its_end()
    {
        var occupancy = Occupancy.None.Add(Booking("2026-06-01T10:00Z", "2026-06-01T11:00Z", after: 15));
        Assert.Equal(1, occupancy.Forget(At("2026-07-02T12:15Z")).Count);
        Assert.Equal(0, occupancy.Forget(At("2026-07-02T12:16Z")).Count);
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

    private static OccupiedSlot Entry(Random random)
    {
        var start = LongBefore + Duration.FromMinutes(random.Next(20_000));
        return new(
            Guid.CreateVersion7(), OccupiedBy.Hold, Massage, start, start + Duration.FromMinutes(random.Next(1, 600)), Duration.FromMinutes(random.Next(30)),
            Duration.FromMinutes(random.Next(30)), 1, false, true, random.Next(4) == 0 ? start - Duration.FromMinutes(random.Next(600)) : null);
    }
}
