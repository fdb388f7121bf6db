using System.Text.Json.Serialization.Metadata;

namespace BookingEngine.Functions.Http.Answers;

/// <summary>A 201 whose <c>Location</c> is the path of the new object.</summary>
/// <param name="location">A path, so that it is right behind every proxy.</param>
public sealed class CreatedAnswer<TView>(string location, TView view, JsonTypeInfo<TView> shape) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Location = location;
        return Results.Json(view, shape, statusCode: StatusCodes.Status201Created).ExecuteAsync(httpContext);
    }
}
