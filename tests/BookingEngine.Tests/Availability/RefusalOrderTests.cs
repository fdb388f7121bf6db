using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using NodaTime;
using static BookingEngine.Tests.Availability.Given;

namespace BookingEngine.Tests.Availability;

public sealed class RefusalOrderTests
{
    private const string Start = "2026-06-01T10:30Z";

    /// <summary>Starts with every reason for unavailability at once. Each step removes the one that was reported.</summary>
    [Fact]
    public void The_first_of_several_reasons_in_order_is_reported()
    {
        var hold = Hold(Start, "2026-06-01T11:30Z", "2026-06-01T12:00Z");
        var calendar = Calendar("UTC", Never, Booking(Start, "2026-06-01T11:30Z"), hold);
        calendar = calendar with { Resource = calendar.Resource with { Active = false } };
        var service = Service("60/60") with { Active = false, ResourceIds = [], MinimumNotice = Duration.FromHours(5), Horizon = Duration.FromHours(1), ValidTo = new(2026, 6, 1) };
        var terms = new SlotQuery(service, At("2026-06-01T11:00Z"), Quantity: 2);
        List<Unavailability?> won = [];

        Ask();
        terms = terms with { Service = terms.Service with { Active = true } };
        Ask();
        calendar = calendar with { Resource = calendar.Resource with { Active = true } };
        Ask();
        terms = terms with { Service = terms.Service with { ResourceIds = [Room] } };
        Ask();
        terms = terms with { Quantity = 1 };
        Ask();
        terms = terms with { Now = At("2026-06-01T08:00Z") };
        Ask();
        terms = terms with { Service = terms.Service with { ValidTo = null } };
        Ask();
        calendar = calendar with { Resource = calendar.Resource with { Hours = Daily("00:00-24:00") } };
        Ask();
        terms = terms with { Service = terms.Service with { SlotInterval = Duration.FromMinutes(30) } };
        Ask();
        terms = terms with { Service = terms.Service with { MinimumNotice = Duration.Zero } };
        Ask();
        terms = terms with { Service = terms.Service with { Horizon = null } };
        Ask();
        calendar = calendar with { Occupied = Occupancy.None.Add(hold) };
        Ask();
        terms = terms with { Ignored = hold.Id };
        Ask();

        Assert.Equal(
            [
                Unavailability.ServiceInactive, Unavailability.ResourceInactive, Unavailability.NotOffered, Unavailability.QuantityOutOfRange,
                Unavailability.InThePast, Unavailability.OutsideValidity, Unavailability.Closed, Unavailability.OffGrid, Unavailability.Notice,
                Unavailability.Horizon, Unavailability.Taken, Unavailability.Held, null,
            ],
            won);

        void Ask() => won.Add(SlotCheck.UnavailabilityAt(At(Start), terms, calendar));
    }

    [Theory]
    [InlineData("2026-06-01T09:59Z", Unavailability.OffGrid)]
    [InlineData("2026-06-01T10:00Z", null)] // exactly the notice
    [InlineData("2026-06-01T12:00Z", null)] // exactly the horizon
    [InlineData("2026-06-01T12:30Z", Unavailability.Horizon)]
    [InlineData("2026-06-01T09:30Z", Unavailability.Notice)]
    [InlineData("2026-06-01T08:00Z", Unavailability.InThePast)] // now itself
    public void Notice_and_horizon_include_their_limits(string start, Unavailability? expected)
    {
        var service = Service("30/30") with { MinimumNotice = Duration.FromHours(2), Horizon = Duration.FromHours(4) };
        var terms = new SlotQuery(service, At("2026-06-01T08:00Z"));
        Assert.Equal(expected, SlotCheck.UnavailabilityAt(At(start), terms, Calendar("UTC", Daily("00:00-24:00"))));
    }

    [Fact]
    public void An_override_skips_validity_hours_grid_notice_horizon_and_capacity_only()
    {
        var service = Service("60/60") with { MinimumNotice = Duration.FromHours(5), MinimumNoticeDays = 9, Horizon = Duration.Zero, ValidTo = new(2026, 1, 1) };
        var terms = new SlotQuery(service, At("2026-06-01T08:00Z"), Quantity: 9);
        var calendar = Calendar("UTC", Never, Booking(Start, "2026-06-01T11:30Z"));
        Assert.Null(SlotCheck.Check(At("2026-06-01T10:17Z"), terms, calendar, isOverride: true));
        Assert.Equal("slot_in_past", SlotCheck.Check(At("2026-06-01T08:00Z"), terms, calendar, isOverride: true)?.Code);
        Assert.Equal("slot_out_of_range", SlotCheck.Check(Instant.MaxValue, terms, calendar, isOverride: true)?.Code);
        Assert.Equal("quantity_out_of_range", SlotCheck.Check(At(Start), terms with { Quantity = 0 }, calendar, isOverride: true)?.Code);
        var retired = calendar with { Resource = calendar.Resource with { Active = false } };
        Assert.Equal("resource_inactive", SlotCheck.Check(At(Start), terms, retired, isOverride: true)?.Code);
    }

    [Theory]
    [InlineData(Unavailability.InThePast, RefusalKind.Rule, "slot_in_past", "notice")]
    [InlineData(Unavailability.OutOfRange, RefusalKind.Rule, "slot_out_of_range", "horizon")]
    [InlineData(Unavailability.OutsideValidity, RefusalKind.Rule, "outside_validity", "validity")]
    [InlineData(Unavailability.Closed, RefusalKind.Rule, "outside_hours", "closed")]
    [InlineData(Unavailability.OffGrid, RefusalKind.Rule, "slot_off_grid", null)]
    [InlineData(Unavailability.Notice, RefusalKind.Rule, "minimum_notice", "notice")]
    [InlineData(Unavailability.Horizon, RefusalKind.Rule, "horizon", "horizon")]
    [InlineData(Unavailability.Taken, RefusalKind.Conflict, "slot_unavailable", "taken")]
    [InlineData(Unavailability.Held, RefusalKind.Conflict, "slot_unavailable", "held")]
    [InlineData(Unavailability.NotEnoughPlaces, RefusalKind.Conflict, "not_enough_places", "taken")]
    public void Each_reason_has_its_code_and_name(Unavailability unavailability, RefusalKind kind, string code, string? reason)
    {
        Assert.Equal((kind, code), (SlotRefusals.Of(unavailability).Kind, SlotRefusals.Of(unavailability).Code));
        if (reason is null)
        {
            Assert.Throws<InvalidOperationException>(() => SlotRefusals.ReasonOf(unavailability));
        }
        else
        {
            Assert.Equal(reason, SlotRefusals.ReasonOf(unavailability));
        }
    }

    [Fact]
    public void Every_unavailability_has_a_refusal() => Assert.All(Enum.GetValues<Unavailability>(), reason => Assert.NotEmpty(SlotRefusals.Of(reason).Code));
}
