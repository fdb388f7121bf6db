namespace BookingEngine.Functions.Http.Requests;

/// <summary>The only code that translates what reading a body throws. Reading touches nothing but the request, so every exception is about what the client
/// sent: an impossible chunk size, a broken part of a form, an encoding that .NET refuses.</summary>
internal static class BodyFailures
{
    /// <param name="malformed">The problem of a body that cannot be read.</param>
    public static async Task<(T? Value, Problem? Problem)> TryAsync<T>(Func<Task<(T?, Problem?)>> readAsync, Problem malformed)
        where T : class
    {
        try
        {
            return await readAsync();
        }
        catch (BadHttpRequestException e)
        {
            return (null, RequestProblems.Of(e));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return (null, malformed);
        }
    }

    /// <summary>Null if the value cannot be read.</summary>
    public static T? Try<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>For what is read only to be thrown away.</summary>
    public static async Task IgnoreAsync(Func<Task> readAsync)
    {
        try
        {
            await readAsync();
        }
        catch (Exception)
        {
            // The client disconnected, sends more than the server accepts, or sends no body at all. It has its answer.
        }
    }
}
