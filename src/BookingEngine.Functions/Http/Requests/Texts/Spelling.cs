namespace BookingEngine.Functions.Http.Requests.Texts;

/// <summary>Finds the name that a misspelt one was meant to be.</summary>
internal static class Spelling
{
    /// <summary>Names with more edits than this are different names.</summary>
    public const int MaximumEdits = 2;

    /// <summary>The nearest known name. Null if all need more than <see cref="MaximumEdits"/>. Upper and lower case are the same.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var (nearest, fewest) = ((string?)null, MaximumEdits + 1);
        foreach (var candidate in known)
        {
            var edits = Math.Abs(candidate.Length - name.Length) > MaximumEdits ? fewest : Edits(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            (nearest, fewest) = edits < fewest ? (candidate, edits) : (nearest, fewest);
        }

        return nearest;
    }

    /// <summary>How many characters must be inserted, removed or replaced, or swapped with their neighbour: the optimal string alignment
    /// distance.</summary>
    internal static int Edits(string from, string to)
    {
        var distances = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                distances[i, j] = i == 0 || j == 0 ? i + j : Edits(distances, from, to, i, j);
            }
        }

        return distances[from.Length, to.Length];
    }

    private static int Edits(int[,] distances, string from, string to, int i, int j)
    {
        var replaced = distances[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
        var fewest = Math.Min(replaced, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
        var isSwapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
        return isSwapped ? Math.Min(fewest, distances[i - 2, j - 2] + 1) : fewest;
    }
}
