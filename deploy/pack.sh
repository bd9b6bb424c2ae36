#!/usr/bin/env bash
# Packs what one service needs to run in production: its built files, those of the libraries it uses, and their
# production dependencies from the lock file. Usage: deploy/pack.sh SERVICE TARGET_FOLDER (after `npx nx run-many -t build`)
set -euo pipefail

service=$1
target=$2
cd "$(dirname "$0")/.."
[ -f "apps/$service/dist/main.js" ] || { echo "apps/$service is not built: run npx nx run-many -t build" >&2; exit 1; }

mkdir -p "$target"
cp package.json package-lock.json .npmrc "$target"
for project in libs/* tools/* "apps/$service"; do
  mkdir -p "$target/$project"
  cp "$project/package.json" "$target/$project"
done
for project in libs/{contracts,database,messaging,service} "apps/$service"; do
  cp -R "$project/dist" "$target/$project"
done

if [ "$service" = gateway ]; then # it serves the dashboard's files
  mkdir -p "$target/apps/dashboard"
  cp -R apps/dashboard/dist "$target/apps/dashboard"
fi

cd "$target"
npm ci --omit=dev --ignore-scripts --workspace "apps/$service" --include-workspace-root=false
rm -rf tools libs/testing libs/service/dist/testing
