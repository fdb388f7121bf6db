using BookingEngine.Pipeline;
using BookingEngine.Ports;

namespace BookingEngine.Functions;

public static class EventHandlersStart
{
    /// <summary>Stores since when new event handlers handle events. If the store does not answer yet, the first event that is handled does it.</summary>
    public static async Task RecordHandlerStartsAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            await services.GetRequiredService<HandlerStarts>().RecordAsync(cancellation);
        }
        catch (StoreUnavailableException)
        {
            // PrepareStoreAsync has told of it already.
        }
    }
}
