using Azure;
using Azure.Storage.Queues.Models;

namespace BookingEngine.FunctionsHost.Queues;

/// <summary>Keeps a message hidden while its function runs. It renews the lease at half time.</summary>
internal sealed class MessageLease(Func<string, TimeSpan, Task<string>> hide, TimeSpan length, TimeProvider time)
{
    /// <summary>Waits for the end of the handling.</summary>
    /// <returns>The latest receipt, with which the message is changed or deleted.</returns>
    public async Task<string> HoldAsync(QueueMessage message, Task handling)
    {
        var receipt = message.PopReceipt;
        while (true)
        {
            await handling.WaitAsync(length / 2, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (handling.IsCompleted)
            {
                return receipt;
            }

            receipt = await RenewAsync(receipt);
        }
    }

    private async Task<string> RenewAsync(string receipt)
    {
        try
        {
            return await hide(receipt, length);
        }
        catch (RequestFailedException)
        {
            return receipt; // retried after another half
        }
    }
}
