using Xunit.Sdk;

namespace BookingEngine.Tests.Recovery;

public sealed class MailboxTests
{
    [Fact]
    public async Task A_wait_whose_condition_never_holds_fails_and_names_it()
    {
        var polls = 0;
        var failed = await Assert.ThrowsAsync<FailException>(() => Mailbox.WaitAsync(() => Task.FromResult(++polls < 0), TimeSpan.FromMilliseconds(1)));
        Assert.Equal(
            $"{nameof(A_wait_whose_condition_never_holds_fails_and_names_it)} waited 00:00:00.0010000 in vain for: () => Task.FromResult(++polls < 0)", failed.Message);
    }

    [Fact]
    public async Task A_wait_ends_with_its_condition()
    {
        var polls = 0;
        await Mailbox.WaitAsync(() => Task.FromResult(++polls == 3));
        Assert.Equal(3, polls);
    }
}
