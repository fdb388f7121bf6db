using BookingEngine.Tests.Transfers;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>Mails about bookings of several resources.</summary>
public sealed class SeveralMailTests
{
    [Theory]
    [InlineData("person-1")]
    [InlineData("camera-1")]
    [InlineData("room-1")]
    public async Task Staff_of_each_resource_are_told_of_a_booking_and_its_end(string resource)
    {
        await using var fixture = await SeveralFixture.OpenAsync(FixtureInstances.InMemory);
        await fixture.JoinStaffAsync("stan@example.com", new(resource));
        var booking = await SeveralKillTests.BookedAsync(fixture);
        await fixture.CheckAsync("booked");
        Assert.Null((await fixture.CancelAsync(fixture.NewInstance(_ => Task.CompletedTask), booking!)).Refusal);
        await fixture.ProjectAsync();
        await fixture.CheckAsync("cancelled");
        Assert.Equal(["REQUEST", "CANCEL"], fixture.MailedTo("stan@example.com"));
        Assert.Empty(fixture.Findings);
    }

    // The checks of the crash tests do notice it.
    [Fact]
    public async Task A_second_mail_about_one_decision_is_noticed()
    {
        await using var fixture = await SeveralFixture.OpenAsync(FixtureInstances.InMemory);
        await SeveralKillTests.BookedAsync(fixture);
        await fixture.CheckAsync("booked");
        Assert.Empty(fixture.Findings);
        await fixture.RepeatLastMailAsync();
        await fixture.CheckAsync("repeated");
        Assert.Contains(fixture.Findings, finding => finding.Contains("is told twice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Staff_of_a_resource_that_the_booking_leaves_are_told_of_an_end()
    {
        await using var fixture = await SeveralFixture.OpenAsync(FixtureInstances.InMemory);
        foreach (var camera in SeveralFixture.Cameras)
        {
            await fixture.JoinStaffAsync($"{camera}@example.com", camera);
        }

        var booking = await SeveralKillTests.BookedAsync(fixture);
        await fixture.CheckAsync("booked");
        var outcome = await fixture.RescheduleAsync(fixture.NewInstance(_ => Task.CompletedTask), booking!, SeveralFixture.Eleven, SeveralFixture.Cameras[2]);
        Assert.False(outcome.IsRefused(out var refusal, out var moved), refusal?.Code);
        await fixture.ProjectAsync();
        await fixture.CheckAsync("moved");
        var left = SeveralFixture.Cameras[..2].Single(camera => !moved.ResourceIds.Contains(camera));
        var kept = SeveralFixture.Cameras[..2].Single(camera => camera != left);
        Assert.Equal(["REQUEST", "CANCEL"], fixture.MailedTo($"{left}@example.com"));
        Assert.Equal(["REQUEST", "REQUEST"], fixture.MailedTo($"{kept}@example.com"));
        Assert.Equal(["REQUEST"], fixture.MailedTo($"{SeveralFixture.Cameras[2]}@example.com"));
        Assert.Empty(fixture.Findings);
    }
}
