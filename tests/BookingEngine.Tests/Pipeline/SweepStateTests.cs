using BookingEngine.Pipeline;
using NodaTime;

namespace BookingEngine.Tests.Pipeline;

/// <summary>The stored texts of the sweep's checkpoint. They stay readable.</summary>
public sealed class SweepStateTests
{
    private static readonly Instant At = Instant.FromUtc(2030, 1, 1, 12, 0);

    [Fact]
    public void A_checkpoint_of_an_earlier_version_has_no_measurement() =>
        Assert.Equal(new SweepState(At, "bookings,users"), SweepState.Parse("2030-01-01T12:00:00Z bookings,users"));

    [Fact]
    public void A_measurement_is_stored_beside_the_position()
    {
        const string Stored = "2030-01-01T12:00:00Z bookings,users\n"
            + """{"measured_at":"2030-01-01T12:00:01Z","lag_streams":2,"lag_seconds":1.5,"poison":3,"quiet_for":"program"}""";
        var state = new SweepState(At, "bookings,users")
        {
            Status = PipelineStatus.Of(At + Duration.FromSeconds(1), new Lag(2, Duration.FromMilliseconds(1500)), 3, "program"),
        };

        Assert.Equal(Stored, state.ToText());
        Assert.Equal(state, SweepState.Parse(Stored));
        Assert.Null(SweepState.Parse("2030-01-01T12:00:00Z bookings,users\n{}")!.Status);
    }

    [Fact]
    public void A_measurement_says_when_the_next_mail_is_due()
    {
        var status = PipelineStatus.Of(At, new Lag(0, Duration.Zero), 0, "program", At + Duration.FromMinutes(7));

        var read = PipelineStatus.Parse(status.ToJson())!;

        Assert.Equal((status, "2030-01-01T12:07:00Z"), (read, read.NextMailAt));
        Assert.Equal((false, true), (read.HasMailBefore(At + Duration.FromMinutes(7)), read.HasMailBefore(At + Duration.FromMinutes(8))));
        Assert.False((read with { NextMailAt = null }).HasMailBefore(Instant.MaxValue));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("everything")]
    [InlineData("yesterday bookings")]
    public void Any_other_checkpoint_requests_a_full_sweep(string? stored) => Assert.Null(SweepState.Parse(stored));
}
