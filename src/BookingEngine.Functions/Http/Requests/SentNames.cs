using System.Text.Json;
using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.Functions.Http.Requests.Texts;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>Refuses names that would be silently unused although the client meant them: fields of the body in the query, and, where the
/// route asks for it, misspelt names.</summary>
/// <param name="query">The fields that the route reads from the query.</param>
/// <param name="body">The fields that the route reads from the body.</param>
internal sealed class SentNames(IReadOnlyList<FieldShape> query, IReadOnlyList<FieldShape> body, FieldErrors errors)
{
    public const string InBody = "must be sent in the JSON body, not in the query";

    /// <summary>A field of the body may be in the query only if the body has the same value. A field that has an error already gets no other
    /// one.</summary>
    public void RefuseMisplaced(IQueryCollection sent, JsonElement members)
    {
        foreach (var field in body)
        {
            if (!sent.ContainsKey(field.Name) || Has(query, field.Name) || errors.Has(field.Name))
            {
                continue;
            }

            var value = RawValue.OfMember(members, field.Name);
            if (value.IsAbsent || !value.IsSameAs(sent[field.Name]))
            {
                errors.Add(field.Name, value.IsAbsent ? InBody : FieldErrors.Different);
            }
        }
    }

    /// <summary>An unknown name that is nothing like a known one is ignored, because older clients may send it.</summary>
    public void RefuseMisspelt(IQueryCollection sent, JsonElement members)
    {
        foreach (var name in sent.Keys)
        {
            if (!Has(query, name, StringComparison.OrdinalIgnoreCase) && !Has(body, name, StringComparison.OrdinalIgnoreCase))
            {
                RefuseNear(name, [.. query, .. body.Where(field => !Has(query, field.Name))], "");
            }
        }

        RefuseMisspelt(members, body, "");
    }

    private void RefuseMisspelt(JsonElement members, IReadOnlyList<FieldShape> known, string path)
    {
        foreach (var member in members.EnumerateObject())
        {
            if (known.FirstOrDefault(field => field.Name == member.Name) is not { } field)
            {
                RefuseNear(member.Name, known, path);
            }
            else if (field.Value.Fields is { } inner && member.Value.ValueKind is JsonValueKind.Object)
            {
                RefuseMisspelt(member.Value, inner, $"{path}{field.Name}.");
            }
        }
    }

    private void RefuseNear(string name, IReadOnlyList<FieldShape> known, string path)
    {
        if (Spelling.Nearest(name, known.Select(field => field.Name)) is { } nearest)
        {
            errors.AddUnknown(path + name, path + nearest);
        }
    }

    private static bool Has(IReadOnlyList<FieldShape> fields, string name, StringComparison comparison = StringComparison.Ordinal)
    {
        for (var n = 0; n < fields.Count; n++)
        {
            if (fields[n].Name.Equals(name, comparison))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The fields of a request.</summary>
internal static class FieldsOf<T>
    where T : IRequest<T>
{
    public static IReadOnlyList<FieldShape> All { get; } = RequestFields.Describe(T.Read);
}
