using BookingEngine.Pipeline;
using BookingEngine.Ports;

namespace BookingEngine.Functions;

public static class EventHandlersStart
{
    /// <summary>Stores the position from which new event handlers start. If the store does not answer yet, the first sweep or handled event
    /// does this, as in the function app.</summary>
    public static async Task RecordHandlerStartsAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            await services.GetRequiredService<HandlerStarts>().RecordAsync(cancellation);
        }
        catch (StoreUnavailableException)
        {
            // PrepareStoreAsync has logged this already.
        }
    }
}
