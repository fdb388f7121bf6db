using BookingEngine.Catalogue;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;

namespace BookingEngine.Functions.Catalogue;

internal static class CatalogueFields
{
    public const int MaximumName = 200;

    /// <summary>The id that the body chooses, or one that is made: the same at every attempt at the request.</summary>
    public static string NewId(this BodyFields fields, ApiCall call) =>
        fields.Has("id") ? fields["id"].CatalogueId() : CatalogueIdRules.Of(call.Command.CommitId.Derive("id"));

    public static string CatalogueId(this BodyValue value) => value.Matching(CatalogueIdRules.IsValid, CatalogueIdRules.Format);

    /// <summary>A body may name the object that it is sent to, and no other.</summary>
    public static void ExpectId(this BodyFields fields, string id)
    {
        if (fields.Has("id"))
        {
            fields["id"].Matching(text => text == id, "must be the id in the address, or be absent");
        }
    }

    /// <summary>What a change needs before its body is read: an id that can be, and a version to be made on.</summary>
    public static async Task<(BodyFields? Fields, Precondition Precondition, Problem? Problem)> ReadChangeAsync(ApiCall call, string id)
    {
        if (!CatalogueIdRules.IsValid(id))
        {
            return (null, new Precondition([]), Problem.Of(CatalogueRefusals.NotFound));
        }

        if (EntityTags.Read(call.Request) is not { } precondition)
        {
            return (null, new Precondition([]), EntityTags.Required);
        }

        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        fields?.ExpectId(id);
        return (fields, precondition, problem);
    }
}
